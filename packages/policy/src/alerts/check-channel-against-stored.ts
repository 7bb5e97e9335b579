import type { FieldIssue } from '../field-issue.ts';
import type { AlertChannelDraft, SmtpSecurity } from './alert-channel-draft.ts';

/** What the rules must know of a channel that is stored. */
export type StoredChannel =
  | {
      readonly type: 'email';
      readonly secretIsSet: boolean;
      readonly host: string;
      readonly port: number;
      readonly security: SmtpSecurity;
    }
  | { readonly type: 'webhook'; readonly secretIsSet: boolean };

/**
 * The rules for a channel's password or secret that depend on what is stored.
 *
 * A stored password goes only where it was entered for: kept while host, port or security change, it could be sent to
 * whoever may edit a channel, or in the clear.
 *
 * @param stored the channel that is replaced; none when it is new
 */
export function checkChannelAgainstStored(draft: AlertChannelDraft, stored: StoredChannel | undefined): FieldIssue[] {
  if (stored !== undefined && stored.type !== draft.type) {
    return [
      {
        pointer: '/type',
        code: 'unknown-choice',
        message: 'A channel stays what it is. Delete it, and add one of the other type',
      },
    ];
  }
  const pointer = draft.type === 'email' ? '/password' : '/secret';
  const message = draft.type === 'email' ? findPasswordFault(draft, stored) : findWebhookSecretFault(draft, stored);
  return message === undefined ? [] : [{ pointer, code: 'secret-required', message }];
}

function findPasswordFault(
  { user, password, host, port, security }: AlertChannelDraft & { type: 'email' },
  stored: StoredChannel | undefined,
): string | undefined {
  if (user === '') return undefined;
  if (password.action === 'replace') return undefined;
  if (password.action === 'clear' || stored?.type !== 'email' || !stored.secretIsSet) {
    return 'A User needs a password. Enter it, or leave User empty';
  }
  if (host === stored.host && port === stored.port && security === stored.security) return undefined;
  return 'The mail server or its security has changed. Enter the password again: a stored one is sent nowhere else';
}

function findWebhookSecretFault(
  { secret }: AlertChannelDraft & { type: 'webhook' },
  stored: StoredChannel | undefined,
): string | undefined {
  if (secret.action === 'replace' || (secret.action === 'keep' && stored?.secretIsSet === true)) return undefined;
  return 'Messages are signed, so a secret is needed. Enter one that the receiver knows';
}
