import { HASH_NAMES, type HashName } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';

/** `-digest`: `sha256`, `SHA2-256`, `sha3-384`. Obsolete ones and the SHAKEs, which have no place in a MAC, are refused. */
export function readDigest(text: string): HashName {
  return toHash(text.toLowerCase()) ?? fail('digest', text, 'sha256, sha384 or sha512');
}

/** `-mac`: `hmac-sha256` or `hmacWithSHA256`. */
export function readMac(text: string): HashName {
  const [, hash = ''] = /^hmac(?:-|with)(.*)$/.exec(text.toLowerCase()) ?? [];
  return toHash(hash) ?? fail('mac', text, 'hmac-sha256, hmac-sha384 or hmac-sha512');
}

function toHash(text: string): HashName | undefined {
  const name = text.replace(/^sha2?-/, 'sha');
  return HASH_NAMES.find((hash) => hash === name && !hash.startsWith('shake'));
}

function fail(option: string, text: string, usual: string): never {
  throw new CliError(`-${option}: ${text} is not offered. Use ${usual}`);
}
