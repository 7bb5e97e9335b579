/** The names of the events on the stream: `event:` of each. */
export const SERVER_EVENT_TYPES = [
  'policy-changed',
  'trustpoint-changed',
  'enrollment-changed',
  'server-changed',
  'alert-changed',
  'alert-settings-changed',
  'alert-delivery-changed',
] as const;
export type ServerEventType = (typeof SERVER_EVENT_TYPES)[number];
