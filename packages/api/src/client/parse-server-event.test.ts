import { expect, test } from 'vitest';
import { SERVER_EVENT_TYPES } from '../contract/server-event-types.ts';
import { ServerEvent } from '../read/server-event.ts';
import { parseServerEvent } from './parse-server-event.ts';

const examples: ServerEvent[] = [
  { type: 'policy-changed', id: 'p1', change: 'updated' },
  { type: 'trustpoint-changed', id: 't1', policyId: 'p1' },
  { type: 'enrollment-changed', id: 'e1', trustpointId: 't1', state: 'confirming' },
  { type: 'server-changed', server: { host: 'ca.example', port: 80, transport: 'http' } },
  { type: 'alert-changed', id: 'a1', change: 'began' },
  { type: 'alert-settings-changed' },
  { type: 'alert-delivery-changed', id: 'd1', channelId: 'c1' },
];

test.each(examples)('reads the event $type', (event) => {
  expect(parseServerEvent(JSON.stringify(ServerEvent.parse(event)))).toEqual(event);
});

test('there is an example of every type', () => {
  expect(examples.map(({ type }) => type)).toEqual(SERVER_EVENT_TYPES);
});

test.each(['{"type":"of a later build"}', 'null', '7', '{}'])('passes over %s', (data) => {
  expect(parseServerEvent(data)).toBeUndefined();
});
