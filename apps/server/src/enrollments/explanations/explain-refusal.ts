import type { PKIFailureInfoName } from '@crypto-cmp/cmp';

import type { Explanation, FailureFacts } from './explanation.ts';

/**
 * What a CA means by its failInfo (RFC 9810, section 5.2.3), for somebody who keeps access points and not RFCs.
 *
 * A CA may set several bits; the first one that a person can act on explains the refusal.
 */
export function explainRefusal(failInfo: readonly string[], facts: FailureFacts): Explanation {
  const name = ORDER.find((candidate) => failInfo.includes(candidate));
  if (name !== undefined) return REFUSALS[name](facts);
  return {
    title: 'Refused by the CA',
    askOperators: true,
    cause: 'The CA refused the request and gave no reason that the standard knows.',
    fix: 'Read what the CA says below, and give its operators the transactionID.',
  };
}

const ask = (what: string): string => `Ask the CA's operators ${what}.`;

const REFUSALS: Record<PKIFailureInfoName, (facts: FailureFacts) => Explanation> = {
  badMessageCheck: (facts) =>
    facts.protectedBy === 'secret'
      ? {
          askOperators: true,
          title: 'Secret or Reference ID refused',
          cause: 'The CA does not accept the Secret or the Reference ID.',
          fix: `Ask its operators which Secret belongs to ${facts.referenceId}, then replace it here.`,
          field: `${facts.trustpointPointer}/secret`,
        }
      : {
          askOperators: true,
          title: 'Signature refused',
          cause: 'The CA does not accept the signature of the current certificate.',
          fix: 'Enroll anew with a Secret from the CA’s operators.',
          field: `${facts.trustpointPointer}/secret`,
        },
  notAuthorized: (facts) => ({
    askOperators: true,
    title: 'Not allowed by the CA',
    cause: 'The CA knows the sender and does not allow it this request.',
    fix: ask(`to allow ${facts.trustpointName} to enroll with the Subject Name and SAN of the policy`),
    field: `${facts.trustpointPointer}/subjectName`,
  }),
  signerNotTrusted: (facts) => ({
    askOperators: true,
    title: 'Certificate not trusted by the CA',
    cause: 'The CA does not trust the certificate that signed the request.',
    fix: 'It may have been revoked, or be from another CA. Set a Secret from the CA’s operators and enroll anew.',
    field: `${facts.trustpointPointer}/secret`,
  }),
  wrongIntegrity: (facts) => ({
    askOperators: true,
    title: 'Wrong kind of protection',
    cause:
      facts.protectedBy === 'secret'
        ? 'The CA wants a signed request, and this one was protected with the Secret.'
        : 'The CA wants a request protected with a Secret, and this one was signed.',
    fix: ask('which protection this path takes, and correct Path or Secret'),
    field: `${facts.serverPointer}/path`,
  }),
  badCertTemplate: (facts) => ({
    askOperators: true,
    title: 'Names or key refused',
    cause: 'The CA does not issue a certificate with this Subject Name, SAN or key.',
    fix: ask('which names and keys it allows, then correct the trustpoint'),
    field: `${facts.trustpointPointer}/subjectName`,
  }),
  unacceptedExtension: (facts) => ({
    askOperators: true,
    title: 'SAN refused',
    cause: 'The CA does not issue a certificate with this SAN.',
    fix: ask('which SAN types and values it allows, then correct the trustpoint'),
    field: `${facts.trustpointPointer}/subjectAltNames/0/value`,
  }),
  unacceptedPolicy: () => ({
    askOperators: true,
    title: 'Refused by the CA’s rules',
    cause: 'The CA refused the request by its own rules.',
    fix: ask('which rule it was, and give them the transactionID'),
  }),
  badAlg: () => ({
    title: 'Algorithm refused',
    cause: 'The CA does not accept the algorithm of the key or of the protection.',
    fix: 'Choose another Key in the policy, such as EC P-256 or RSA 3072.',
    field: '/keyType',
  }),
  badPOP: () => ({
    title: 'Proof of possession refused',
    cause: 'The CA does not accept the proof that the console holds the private key.',
    fix: 'Choose another Key in the policy, such as EC P-256 or RSA 3072.',
    field: '/keyType',
  }),
  badTime: () => ({
    title: 'Clocks differ',
    cause: 'The clocks of the CA and of this computer are too far apart.',
    fix: 'Compare both clocks with a time server, correct the wrong one, then try again.',
  }),
  missingTimeStamp: () => ({
    askOperators: true,
    title: 'Time missing, says the CA',
    cause: 'The CA misses the time in the request.',
    fix: ask('why messageTime was not read: the console sends it in every message'),
  }),
  timeNotAvailable: () => ({
    askOperators: true,
    title: 'CA has no time',
    cause: 'The CA has no time of its own at the moment.',
    fix: 'Try again later. If it stays so, tell the CA’s operators.',
  }),
  wrongAuthority: (facts) => ({
    title: 'Wrong CA',
    cause: 'This CMP server is not the CA that Recipient Name says.',
    fix: 'Correct Recipient Name, or leave it empty, or correct the Path to the CA that is meant.',
    field: `${facts.trustpointPointer}/recipientName`,
  }),
  duplicateCertReq: (facts) => ({
    askOperators: true,
    title: 'CA has such a certificate',
    cause: 'The CA has a certificate for this request already.',
    fix: ask(`to revoke or release the certificate of ${facts.trustpointName}, then try again`),
  }),
  certRevoked: (facts) => ({
    askOperators: true,
    title: 'Certificate revoked, says the CA',
    cause: 'The CA says that the certificate is revoked.',
    fix: 'Set a Secret from the CA’s operators and enroll anew.',
    field: `${facts.trustpointPointer}/secret`,
  }),
  badCertId: () => ({
    title: 'Certificate unknown to the CA',
    cause: 'The CA knows no certificate such as the one to renew.',
    fix: 'Enroll anew. The current certificate may be from another CA.',
  }),
  certConfirmed: () => ({
    title: 'Confirmed before, says the CA',
    cause: 'The CA says that the certificate was confirmed before.',
    fix: 'Try again: a new enrollment is a new transaction.',
  }),
  transactionIdInUse: () => ({
    title: 'Transaction known already',
    cause: 'The CA knows this transaction already.',
    fix: 'Try again: a new enrollment is a new transaction.',
  }),
  systemUnavail: () => ({
    askOperators: true,
    title: 'CA busy',
    cause: 'The CA is busy or not ready.',
    fix: 'Try again later. If it stays so, tell the CA’s operators.',
  }),
  systemFailure: () => ({
    askOperators: true,
    title: 'Failure inside the CA',
    cause: 'Something failed inside the CA.',
    fix: 'Give the CA’s operators the transactionID, then try again.',
  }),
  unsupportedVersion: () => ({
    askOperators: true,
    title: 'CMP version refused',
    cause: 'The CA does not speak this version of CMP.',
    fix: ask('which CMP versions it speaks: the console speaks 2 and 3'),
  }),
  badRequest: (facts) => ({
    askOperators: true,
    title: 'Request refused',
    cause: 'The CA does not do what was asked of it at this Path.',
    fix: ask('which Path takes this request, then correct it'),
    field: `${facts.serverPointer}/path`,
  }),
  badDataFormat: () => ({
    askOperators: true,
    title: 'Request not understood',
    cause: 'The CA could not read the request.',
    fix: 'Give the CA’s operators the request, which can be downloaded below.',
  }),
  incorrectData: (facts) => ({
    askOperators: true,
    title: 'Data refused',
    cause: 'The CA found something in the request that does not belong to it.',
    fix: 'Compare Sender Name and Reference ID with what the CA’s operators gave you.',
    field: `${facts.trustpointPointer}/senderName`,
  }),
  badSenderNonce: () => ({
    askOperators: true,
    title: 'Nonce refused',
    cause: 'The CA does not accept the nonce of the request.',
    fix: 'Give the CA’s operators the transactionID, then try again.',
  }),
  badRecipientNonce: () => ({
    askOperators: true,
    title: 'Nonce refused',
    cause: 'The CA misses its nonce in our message.',
    fix: 'Something between the console and the CA may mix up messages. Give its operators the transactionID.',
  }),
  addInfoNotAvailable: () => ({
    title: 'CA misses information',
    cause: 'The CA could not get further information that it needs.',
    fix: 'Try again later. If it stays so, tell the CA’s operators.',
  }),
};

/** The bits that tell most come first; the keys of a complete Record, in the order written above. */
const ORDER = Object.keys(REFUSALS) as PKIFailureInfoName[]; // its keys are exactly these names, by its type
