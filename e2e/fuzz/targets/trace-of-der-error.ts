import type { DerError } from '@crypto-cmp/der';

/** What was wrong and in which field, whichever element of a list it was in. */
export function traceOfDerError({ code, path }: DerError): string {
  return `${code} ${path.replaceAll(/\[\d+\]/g, '[]')}`;
}
