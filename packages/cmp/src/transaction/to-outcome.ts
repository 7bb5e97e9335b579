import { fromHex } from '@crypto-cmp/der';

import type { Answer } from './answer.ts';
import { fromStored } from './create-information-body.ts';
import { readAnswer } from './read-answer.ts';
import type { EnrolledCertificate, Revocation } from './transaction-effect.ts';
import type {
  AnsweredStage,
  AskedQuestion,
  IssuedCertificate,
  RevokedCertificate,
  RevokedStage,
} from './transaction-state.ts';

/** A stored certificate for the caller. */
export function toEnrolled(issued: IssuedCertificate): Omit<EnrolledCertificate, 'confirmedBy'> {
  return {
    certificate: fromHex(issued.certificate),
    chain: issued.chain.map(fromHex),
    trustAnchor: fromHex(issued.trustAnchor),
    anchorSource: issued.anchorSource,
    caPubs: issued.caPubs.map(fromHex),
    grantedWithMods: issued.grantedWithMods,
    comparison: issued.comparison,
  };
}

/** A stored revocation for the caller. */
export function toRevocation(revoking: RevokedCertificate, { crls }: RevokedStage): Revocation {
  const revoked =
    'issuer' in revoking
      ? { issuer: fromHex(revoking.issuer), serialNumber: fromHex(revoking.serialNumber) }
      : { subject: fromHex(revoking.subject), publicKey: fromHex(revoking.publicKey) };
  return { reason: revoking.reason, revoked, crls: crls.map(fromHex) };
}

/** A stored answer for the caller. It was read once already, for its checks. */
export function toAnswer({ type }: AskedQuestion, { values }: AnsweredStage): Answer {
  const answer = readAnswer(type, values.map(fromStored));
  if (typeof answer === 'string') throw new Error(`an answer passed its checks unread: ${answer}`);
  if (answer.type !== 'rootCaCert') return answer;
  if (answer.update === undefined) return { type: 'rootCaCert' };
  const { newWithOld, ...update } = answer.update;
  if (newWithOld === undefined) throw new Error('a new root passed its checks without a proof');
  return { type: 'rootCaCert', update: { ...update, newWithOld } };
}
