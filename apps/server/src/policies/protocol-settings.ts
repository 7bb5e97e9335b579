import { DEFAULT_MAC_LIMITS, type Expectations, type MacParameters } from '@crypto-cmp/cmp';
import type { AdvancedSettings, MessageMac } from '@crypto-cmp/policy';
import { encodeName, type HashName, parseName } from '@crypto-cmp/x509';

/** What of a policy says which answers are taken. */
export interface AnswerSettings {
  /** PEM. */
  readonly trustAnchors: readonly string[];
  readonly advanced: Pick<AdvancedSettings, 'acceptance'>;
}

/** What is accepted from a CA, as the policy has it. The sender is the one it names, else the Recipient Name, if any. */
export function expectationsOf({ trustAnchors, advanced }: AnswerSettings, recipientName: string): Expectations {
  const { acceptance } = advanced;
  const sender = acceptance.sender === '' ? recipientName : acceptance.sender;
  const { minIterations, maxIterations } = acceptance;
  return {
    // Many CAs sign every answer, EJBCA unless told otherwise. A signature that chains to what the administrator trusts
    // proves no less than the Secret. Anchors that have come under a Secret are no administrator's choice.
    ...(acceptance.signedAnswers && trustAnchors.length > 0 && { protection: 'any' }),
    // Never a pkiconf: it would make an unconfirmed certificate look confirmed.
    ...(acceptance.unprotectedErrors && { acceptUnprotected: ['error', 'rejection'] }),
    ...(sender === '' ? {} : { sender: encodeName(parseName(sender)) }),
    acceptChangedNames: acceptance.changedNames,
    maxClockSkewSeconds: acceptance.clockSkewSeconds,
    macLimits: { ...DEFAULT_MAC_LIMITS, minIterations, maxIterations },
  };
}

/** How the Secret protects requests. */
export function macParameters({
  kind,
  hash,
  mac,
  iterations,
  saltOctets,
}: AdvancedSettings['protection']): MacParameters {
  const algorithm = kind === 'pbm' ? 'passwordBasedMac' : 'pbmac1';
  return { algorithm, hash, macHash: MAC_HASHES[mac], iterations, saltLength: saltOctets };
}

/** KMAC is named by its SHAKE. */
const MAC_HASHES: Readonly<Record<MessageMac, HashName>> = {
  'hmac-sha1': 'sha1',
  'hmac-sha224': 'sha224',
  'hmac-sha256': 'sha256',
  'hmac-sha384': 'sha384',
  'hmac-sha512': 'sha512',
  kmac128: 'shake128',
  kmac256: 'shake256',
};
