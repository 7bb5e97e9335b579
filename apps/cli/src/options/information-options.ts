import { type OptionRow, other } from './option-row.ts';

/** What is asked about with genm, and where the answers are saved. */
export const INFORMATION_OPTIONS = [
  {
    name: 'infotype',
    topic: 'message',
    kind: 'text',
    value: 'NAME',
    says: 'For genm: caCerts, rootCaCert, certReqTemplate, crlStatusList, ..',
    ...other(
      'An object identifier is taken, too. Without the option nothing is asked, as with OpenSSL: the answer is printed.',
    ),
  },
  {
    name: 'template',
    topic: 'message',
    kind: 'text',
    value: 'FILE',
    says: 'Where to save the certTemplate of certReqTemplate, in DER',
  },
  { name: 'keyspec', topic: 'message', kind: 'text', value: 'FILE', says: 'Where to save its keySpec, in DER' },
  {
    name: 'crlcert',
    topic: 'message',
    kind: 'text',
    value: 'FILE',
    says: 'For crlStatusList: certificate whose CRL is asked for',
  },
  {
    name: 'oldcrl',
    topic: 'message',
    kind: 'text',
    value: 'FILE',
    says: 'For crlStatusList: CRL at hand, of which a newer one is wanted',
    ...other('A file: no CRL is fetched from a URI.'),
  },
  {
    name: 'crlout',
    topic: 'message',
    kind: 'text',
    value: 'FILE',
    says: 'Where to save the CRL',
    ...other('Its signature has to chain to -trusted. -oldcrl itself is not removed where there is no newer one.'),
  },
  { name: 'crlform', topic: 'message', kind: 'text', value: 'PEM|DER', says: 'Of the CRL written. Default DER' },
  {
    name: 'oldwithold',
    topic: 'message',
    kind: 'text',
    value: 'FILE',
    says: 'For rootCaCert: the root to be succeeded. Default: -trusted',
    ...other('Without it -trusted has to hold one root only: it is named to the CA, and proves the new one.'),
  },
  {
    name: 'newwithnew',
    topic: 'message',
    kind: 'text',
    value: 'FILE',
    says: 'Where to save the new root',
    ...other('Only one that is proven: newWithOld has to be there, signed by the old root, of the same name.'),
  },
  {
    name: 'newwithold',
    topic: 'message',
    kind: 'text',
    value: 'FILE',
    says: 'Where to save its key under the old root',
  },
  {
    name: 'oldwithnew',
    topic: 'message',
    kind: 'text',
    value: 'FILE',
    says: 'Where to save the old key under the new root',
  },
] as const satisfies readonly OptionRow[];
