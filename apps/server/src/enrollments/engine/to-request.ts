import type { TransactionRequest } from '@crypto-cmp/cmp';
import {
  createCertificationRequest,
  createSubjectAltName,
  encodeName,
  parseGeneralName,
  parseName,
  type Signer,
} from '@crypto-cmp/x509';

import type { EnrollmentPlan } from './plan.ts';

/** What is asked for, for a key pair. */
export async function toRequest(
  { requestType, trustpoint, policy }: EnrollmentPlan,
  keySigner: Signer,
): Promise<TransactionRequest> {
  const { senderName, recipientName, subjectName } = trustpoint;
  const { certProfile, implicitConfirm } = policy.advanced.messages;
  const subject = encodeName(parseName(subjectName));
  const subjectAltNames = trustpoint.subjectAltNames.map(({ type, value }) => parseGeneralName(type, value));
  const options = {
    sender: encodeName(parseName(senderName)),
    ...(recipientName === '' ? {} : { recipient: encodeName(parseName(recipientName)) }),
    ...(certProfile === '' ? {} : { certProfile }),
    implicitConfirm,
  };
  if (requestType !== 'p10cr') return { operation: requestType, subject, subjectAltNames, keySigner, ...options };
  const extensions = [createSubjectAltName(subjectAltNames, false)];
  const csr = await createCertificationRequest({ subject, extensions, signer: keySigner });
  return { operation: 'p10cr', csr, ...options };
}
