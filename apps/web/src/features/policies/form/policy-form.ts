import type { KeyType, SanType, ServerRole, Transport, Weekday } from '@crypto-cmp/policy';

import type { AdvancedForm } from './advanced-form.ts';

/**
 * A policy as it stands in the form: what was typed, also where it is no number yet. Rows carry a `key` that stays theirs
 * while rows around them come and go; a stored row's key is the same in each load, so that versions can be compared.
 */
export interface PolicyForm {
  name: string;
  description: string;
  certificateRenewalTimeout: string;
  renewalWindow: RenewalWindowForm;
  keyType: KeyType;
  servers: ServerForm[];
  trustAnchors: AnchorForm[];
  trustpoints: TrustpointForm[];
  advanced: AdvancedForm;
}

/** The rest counts with `hours` only; it is kept while one looks at the other choice. */
export interface RenewalWindowForm {
  kind: 'any' | 'hours';
  days: Weekday[];
  from: string;
  to: string;
  timeZone: string;
}

export interface ServerForm {
  key: string;
  role: ServerRole;
  transport: Transport;
  host: string;
  port: string;
  path: string;
}

export interface AnchorForm {
  key: string;
  pem: string;
}

export interface TrustpointForm {
  key: string;
  name: string;
  subjectName: string;
  referenceId: { format: 'number' | 'text'; value: string };
  secret: SecretForm;
  senderName: string;
  recipientName: string;
  subjectAltNames: SanForm[];
  /** What the server holds of it; none for a new row. */
  stored?: StoredRow | undefined;
}

/** The value counts with `replace` only; it is kept while one looks at the other choices. */
export interface SecretForm {
  action: 'keep' | 'replace' | 'clear';
  value: string;
}

export interface SanForm {
  key: string;
  type: SanType;
  value: string;
}

export interface StoredRow {
  id: string;
  secretSetAt: string | null;
  hasCertificate: boolean;
}

export function newKey(): string {
  return `new-${crypto.randomUUID()}`;
}
