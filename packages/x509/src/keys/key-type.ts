/** The key pairs an administrator can ask for. */
export type KeyType = (typeof KEY_TYPES)[number];

export const KEY_TYPES = [
  'rsa-2048',
  'rsa-3072',
  'rsa-4096',
  'ec-p256',
  'ec-p384',
  'ec-p521',
  'ed25519',
  'ed448',
] as const;
