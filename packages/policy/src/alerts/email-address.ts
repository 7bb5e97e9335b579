import type { Finding } from '../finding.ts';
import { findEmailFault } from '../san-value.ts';

/**
 * An address to write to or from: a mailbox of RFC 5321 in its plain form. Without quotes, comments and display names
 * there is nothing in it that two programs could read as two different recipients.
 */
export function findEmailAddressFault(value: string): Finding | undefined {
  if (/[<>",;()\s]/.test(value)) {
    return { code: 'email-invalid', message: 'Enter the address alone: no name, brackets or list' };
  }
  return findEmailFault(value);
}
