import { INFO_TYPES } from '@crypto-cmp/cmp';
import { KEY_PURPOSES } from '@crypto-cmp/x509';

/** Dotted, or by a name that OpenSSL has for it: `1.2.3`, `id-kp`, `id-it-caCerts`, `clientAuth`; undefined for another. */
export function readObjectIdentifier(text: string): string | undefined {
  return isObjectIdentifier(text) ? text : NAMES.get(text);
}

export function isObjectIdentifier(text: string): boolean {
  return /^(?:[01]\.[1-3]?\d|2\.\d+)(?:\.\d+)*$/.test(text);
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['id-pkix', '1.3.6.1.5.5.7'],
  ['id-pe', '1.3.6.1.5.5.7.1'],
  ['id-qt', '1.3.6.1.5.5.7.2'],
  ['id-kp', '1.3.6.1.5.5.7.3'],
  ['id-it', '1.3.6.1.5.5.7.4'],
  ['id-pkip', '1.3.6.1.5.5.7.5'],
  ['id-regCtrl', '1.3.6.1.5.5.7.5.1'],
  ['id-regInfo', '1.3.6.1.5.5.7.5.2'],
  ...Object.entries(INFO_TYPES).map(([name, { oid }]) => [`id-it-${name}`, oid] as const),
  ...Object.entries(KEY_PURPOSES),
]);
