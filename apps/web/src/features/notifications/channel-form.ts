import type { AlertChannel } from '@crypto-cmp/api';
import { type AlertChannelType, DEFAULT_SMTP_PORTS, type SmtpSecurity, type StoredChannel } from '@crypto-cmp/policy';

/** A channel as it stands in the form: the fields of both types, as they were typed. */
export interface ChannelForm {
  type: AlertChannelType;
  name: string;
  enabled: boolean;
  host: string;
  port: string;
  security: SmtpSecurity;
  user: string;
  password: SecretForm;
  from: string;
  /** One address a line. */
  to: string;
  url: string;
  secret: SecretForm;
  /** PEM, any number of certificates. */
  trustAnchors: string;
}

/** The value counts with `replace` only; it is kept while one looks at the other choices. */
interface SecretForm {
  action: 'keep' | 'replace' | 'clear';
  value: string;
}

export function createChannelForm(type: AlertChannelType): ChannelForm {
  const security = 'starttls';
  return {
    type,
    name: '',
    enabled: true,
    host: '',
    port: String(DEFAULT_SMTP_PORTS[security]),
    security,
    user: '',
    password: { action: 'replace', value: '' },
    from: '',
    to: '',
    url: '',
    secret: { action: 'replace', value: '' },
    trustAnchors: '',
  };
}

export function toChannelForm(channel: AlertChannel): ChannelForm {
  const { type, name, enabled } = channel;
  const trustAnchors = channel.trustAnchors.map((pem) => pem.trim()).join('\n');
  const shared = { ...createChannelForm(type), name, enabled, trustAnchors };
  if (channel.type === 'webhook') return { ...shared, url: channel.url, secret: toSecretForm(channel.secret) };
  const { host, port, security, user, password, from, to } = channel;
  return {
    ...shared,
    host,
    port: String(port),
    security,
    user,
    password: toSecretForm(password),
    from,
    to: to.join('\n'),
  };
}

/** What the rules must know of it. */
export function toStoredChannel(channel: AlertChannel): StoredChannel {
  if (channel.type === 'webhook') return { type: 'webhook', secretIsSet: channel.secret.isSet };
  const { host, port, security, password } = channel;
  return { type: 'email', secretIsSet: password.isSet, host, port, security };
}

function toSecretForm({ isSet }: { isSet: boolean }): SecretForm {
  return { action: isSet ? 'keep' : 'replace', value: '' };
}

/** How many things differ from what is saved. */
export function countChannelChanges(before: ChannelForm, after: ChannelForm): number {
  const parts = Object.keys(after) as (keyof ChannelForm)[];
  return parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part])).length;
}
