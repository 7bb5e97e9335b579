import {
  AlertChannelDraft,
  checkChannelAgainstStored,
  parsePointer,
  splitCertificatePem,
  type StoredChannel,
  toPointer,
} from '@crypto-cmp/policy';

import { createDraftSchema, toNumber } from '../../ui/form/draft-schema.ts';
import type { ChannelForm } from './channel-form.ts';

/** Judges as the server does, with what it has stored of this channel. */
export function createChannelFormSchema(stored: StoredChannel | undefined) {
  return createDraftSchema<ChannelForm, AlertChannelDraft>({
    schema: AlertChannelDraft,
    toDraft: toChannelDraft,
    check: (draft) => checkChannelAgainstStored(draft, stored),
    fieldOf: channelFieldOf,
  });
}

function toChannelDraft(form: ChannelForm): unknown {
  const { type, name, enabled, trustAnchors } = form;
  const shared = { type, name, enabled, trustAnchors: toPemList(trustAnchors) };
  if (type === 'webhook') return { ...shared, url: form.url, secret: toSecretDraft(form.secret) };
  const { host, port, security, user, from } = form;
  return {
    ...shared,
    host,
    port: toNumber(port),
    security,
    user,
    // Without a user there is no sign-in, and no password to keep.
    password: user === '' ? { action: 'clear' } : toSecretDraft(form.password),
    from,
    to: toLines(form.to),
  };
}

/** Lists are typed as one text, and a password's faults stand where they can be put right. */
export function channelFieldOf(pointer: string, form: ChannelForm): string {
  const [field = ''] = parsePointer(pointer);
  if (field === 'to' || field === 'trustAnchors') return toPointer([field]);
  if (field !== 'password' && field !== 'secret') return pointer;
  return toPointer([field, form[field].action === 'replace' ? 'value' : 'action']);
}

function toSecretDraft({ action, value }: ChannelForm['secret']) {
  return action === 'replace' ? { action, value } : { action };
}

const toLines = (text: string) =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const toPemList = (text: string) => (text.trim() === '' ? [] : splitCertificatePem(text));
