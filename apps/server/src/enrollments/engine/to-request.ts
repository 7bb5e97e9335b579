import type { TransactionRequest } from '@crypto-cmp/cmp';
import { encodeName, parseGeneralName, parseName, type Signer } from '@crypto-cmp/x509';

import type { EnrollmentPlan } from './plan.ts';

/** What is asked for, for a key pair. */
export function toRequest({ requestType, trustpoint }: EnrollmentPlan, keySigner: Signer): TransactionRequest {
  const { senderName, recipientName, subjectName, subjectAltNames } = trustpoint;
  return {
    operation: requestType,
    subject: encodeName(parseName(subjectName)),
    subjectAltNames: subjectAltNames.map(({ type, value }) => parseGeneralName(type, value)),
    keySigner,
    sender: encodeName(parseName(senderName)),
    ...(recipientName === '' ? {} : { recipient: encodeName(parseName(recipientName)) }),
  };
}
