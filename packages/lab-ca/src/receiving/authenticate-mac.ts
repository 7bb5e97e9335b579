import {
  computeMac,
  DEFAULT_MAC_LIMITS,
  findMacLimitProblem,
  type MacScheme,
  parseMacScheme,
  type PKIHeader,
  type PKIMessage,
  protectedPart,
  ProtectionError,
} from '@crypto-cmp/cmp';
import { equalBytes, toHex } from '@crypto-cmp/der';
import { type AlgorithmIdentifier, decodeName, X509Error } from '@crypto-cmp/x509';

import type { Conduct } from '../conduct.ts';
import type { Lab } from '../lab.ts';
import { Refusal } from '../refusal.ts';
import type { MacRequester } from './requester.ts';

/**
 * RFC 9810, section 5.1.3.1. A reference that does not exist costs as much time as a wrong secret, and is answered with
 * the same words: nobody learns which references there are.
 */
export async function authenticateMac(
  message: PKIMessage,
  protectionAlg: AlgorithmIdentifier,
  { lightweight }: Conduct,
  { references, crypto }: Lab,
): Promise<MacRequester> {
  const { senderKID } = message.header.value;
  const scheme = readScheme(protectionAlg);
  const shared = senderKID && references.get(toHex(senderKID));
  const expected = await computeMac(scheme, (shared ?? NOBODY).secret, protectedPart(message), crypto);
  const fits = crypto.equalConstantTime(expected, message.protection ?? new Uint8Array());
  if (shared === undefined || !fits) {
    throw new Refusal(
      'badMessageCheck',
      'the reference (senderKID) is not known, or the secret is not the one that belongs to it',
    );
  }
  if (lightweight) checkSenderName(message.header.value);
  return { kind: 'mac', shared, scheme };
}

function readScheme(protectionAlg: AlgorithmIdentifier): MacScheme {
  try {
    const scheme = parseMacScheme(protectionAlg);
    const problem = findMacLimitProblem(scheme, DEFAULT_MAC_LIMITS);
    if (problem !== undefined) throw new Refusal('badMessageCheck', `MAC parameters: ${problem}`);
    return scheme;
  } catch (cause) {
    if (!(cause instanceof ProtectionError)) throw cause;
    const failInfo = cause.code === 'protection-not-supported' ? 'badAlg' : 'badDataFormat';
    throw new Refusal(failInfo, cause.message, { cause });
  }
}

/** RFC 9483, section 3.1: the commonName of the sender is the reference. RFC 9810 leaves the name open. */
function checkSenderName({ sender, senderKID }: PKIHeader): void {
  const names = sender.type === 'directoryName' ? commonNames(sender.value) : [];
  const encoder = new TextEncoder();
  if (senderKID !== undefined && names.some((name) => equalBytes(encoder.encode(name), senderKID))) return;
  throw new Refusal('badMessageCheck', 'the commonName of the sender is not the reference (RFC 9483, section 3.1)');
}

function commonNames(name: Uint8Array): string[] {
  try {
    return decodeName(name).rdns.flatMap((rdn) =>
      rdn.filter(({ type }) => type === COMMON_NAME).map(({ value }) => value),
    );
  } catch (error) {
    if (error instanceof X509Error) return [];
    throw error;
  }
}

const NOBODY = { secret: new Uint8Array(16) };
const COMMON_NAME = '2.5.4.3';
