import { parsePointer } from '@crypto-cmp/policy';

import type { ChannelForm } from './channel-form.ts';

/** What to call a field in the error summary. */
export function labelOfChannelField(pointer: string): string {
  const [field = ''] = parsePointer(pointer);
  return LABELS[String(field)] ?? 'Channel';
}

/** In the order in which they stand on the page. */
const LABELS: Record<string, string> = {
  name: 'Name',
  type: 'Type',
  enabled: 'On',
  host: 'Host',
  port: 'Port',
  security: 'Security',
  user: 'User',
  password: 'Password',
  url: 'URL',
  secret: 'Secret',
  trustAnchors: 'Trust anchors',
  from: 'From',
  to: 'To',
} satisfies Record<keyof ChannelForm, string>;

export const CHANNEL_FIELD_ORDER = Object.keys(LABELS);
