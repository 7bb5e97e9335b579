import type { FailureCode } from '@crypto-cmp/cmp';
import { SAN_TYPE_LABELS } from '@crypto-cmp/policy';

import { explainRefusal } from './explain-refusal.ts';
import type { Explain, Explanation, FailureFacts } from './explanation.ts';

/** An answer that does not keep to the standard, or was tampered with: nothing in the policy can cure it. */
const broken =
  (title: string, cause: string): Explain =>
  () => ({
    title,
    cause,
    fix: 'Show the CA’s operators this exchange. The message and the check that failed are below.',
    askOperators: true,
  });

const addAnchor =
  (title: string, cause: (facts: FailureFacts) => string): Explain =>
  (facts) => ({
    title,
    cause: cause(facts),
    fix: `If the CA has a new root, compare its fingerprint with its operators and add it to the trust anchors of ${facts.policyName}.`,
    field: '/trustAnchors',
  });

const clocks =
  (title: string, cause: string): Explain =>
  () => ({
    title,
    cause,
    fix: 'Compare both clocks with a time server, correct the wrong one, then try again.',
  });

const refused: Explain = (facts, failure) => explainRefusal(failure.claim?.failInfo ?? [], facts);

/** Failures of an answer that did come. */
export const ANSWER_EXPLANATIONS = {
  'request-rejected': refused,
  'error-received': refused,
  'error-not-authenticated': (facts, failure) => {
    const claim = refused(facts, failure);
    return {
      ...claim,
      cause: `The request is refused, but nothing proves that the CA says so. The answer says: ${claim.cause}`,
    };
  },

  'message-too-large': broken('Answer too long', 'The CA’s answer is longer than the console reads.'),
  'message-content-type': broken('No CMP message', 'The answer is no CMP message by its media type.'),
  'message-malformed': broken('Answer damaged', 'The answer is damaged: it is not the DER of a CMP message.'),
  'body-type-unexpected': broken('Wrong answer', 'The CA answered with a message that does not fit the request.'),
  'transaction-id-differs': broken('Answer of another transaction', 'The answer belongs to another transaction.'),
  'recip-nonce-differs': broken(
    'Nonce differs',
    'The answer does not repeat our nonce, so it may be an old one, played again.',
  ),
  'cert-req-id-differs': broken('Answer to another request', 'The answer is about another certificate request.'),
  'sender-nonce-missing': broken('Nonce missing', 'The CA’s answer carries no nonce.'),
  'sender-nonce-length': broken('Nonce of a wrong length', 'The CA’s nonce does not have the length it must have.'),
  'sender-nonce-repeated': broken(
    'Nonce repeated',
    'The CA repeated a nonce, so the answer may be an old one, played again.',
  ),
  'message-time-off': clocks('Clocks differ', 'The time in the answer is too far from this computer’s clock.'),
  'recipient-differs': broken('Answer to somebody else', 'The answer is addressed to somebody else.'),
  'sender-differs': (facts) => ({
    title: 'Other sender than expected',
    cause: 'The answer comes from another sender than expected.',
    ...(facts.advanced.acceptance.sender === ''
      ? {
          fix: 'Compare Recipient Name with the CA’s own name, or leave Recipient Name empty.',
          field: `${facts.trustpointPointer}/recipientName`,
        }
      : {
          fix: 'Compare the expected sender with the CA’s own name, or leave it empty.',
          field: '/advanced/acceptance/sender',
        }),
  }),
  'sender-kid-differs': broken('Key identifier differs', 'The answer names another key than the one that protects it.'),
  'status-inconsistent': broken(
    'Contradictory answer',
    'The CA’s answer contradicts itself about what became of the request.',
  ),
  'certificate-missing': broken('Certificate missing', 'The CA says it issued a certificate, and sent none.'),
  'certificate-malformed': broken('Certificate not readable', 'The issued certificate cannot be read.'),
  'certificate-key-differs': broken(
    'Issued with another key',
    'The issued certificate holds another key than the one requested, so the console rejected it.',
  ),
  'certificate-names-differ': (facts) => explainNames(facts),
  'certificate-not-valid-now': clocks('Certificate not valid now', 'The issued certificate is not valid now.'),
  'private-key-unexpected': broken(
    'Private key sent',
    'The CA sent a private key that nobody asked for, so the console rejected the certificate.',
  ),
  'private-key-missing': broken('Private key missing', 'The CA was to make the key, and sent none.'),
  'private-key-differs': broken(
    'Private key of another certificate',
    'The private key that the CA made does not belong to the certificate, so the console rejected it.',
  ),
  'envelope-not-for-us': broken('Encrypted for somebody else', 'What the CA sent is encrypted for somebody else.'),
  'envelope-refused': broken(
    'Encryption refused',
    'What the CA sent is encrypted in a way that is too weak, or against the rules.',
  ),
  'envelope-not-opened': broken('Not decrypted', 'What the CA sent encrypted could not be decrypted.'),
  'ca-pubs-malformed': broken('CA certificate not readable', 'A CA certificate in the answer cannot be read.'),
  'polling-inconsistent': broken('Contradictory waiting', 'The CA’s answers about waiting contradict each other.'),

  'kem-ciphertext-unfit': broken(
    'No ciphertext for our key',
    'The CA did not send the ciphertext that a protection by our KEM key needs.',
  ),
  'protection-missing': broken('Not protected', 'The CA’s answer is not protected, so anybody may have written it.'),
  'protection-kind-differs': (facts) => ({
    title: 'Other protection than expected',
    cause:
      facts.protectedBy === 'secret'
        ? 'The answer is signed, where one protected with the Secret was expected.'
        : 'The answer is protected with a Secret, where a signed one was expected.',
    ...(facts.protectedBy === 'secret'
      ? {
          fix: `To accept signed answers, add the CA’s certificate to the trust anchors of ${facts.policyName}. Or have the CA’s operators protect the answers with the Secret (EJBCA: Response Protection “pbe”).`,
          field: '/trustAnchors',
        }
      : {
          fix: 'Ask the CA’s operators which protection this Path uses.',
          field: `${facts.serverPointer}/path`,
        }),
    askOperators: true,
  }),
  'mac-wrong': (facts) => ({
    title: 'Answer made with another Secret',
    cause: 'The answer was made with another Secret.',
    fix: `Ask the CA’s operators which Secret belongs to ${facts.referenceId}, then replace it here.`,
    field: `${facts.trustpointPointer}/secret`,
    askOperators: true,
  }),
  'mac-parameters-refused': ({ advanced: { acceptance } }) => ({
    title: 'Protection refused',
    cause: 'The protection of the answer is too weak, or too costly to check.',
    fix: `The policy takes ${acceptance.minIterations} to ${acceptance.maxIterations} iterations. Ask the CA’s operators how many it makes, and why.`,
    field: '/advanced/acceptance/maxIterations',
    askOperators: true,
  }),
  'signature-wrong': broken('Signature wrong', 'The signature of the answer is wrong: it was changed, or forged.'),
  'signer-certificate-missing': addAnchor(
    'Signer’s certificate missing',
    () => 'The answer is signed, and the certificate of its signer is not in it.',
  ),
  'signer-not-authorized': broken(
    'Signer not authorized',
    'The answer is signed by a certificate that may not speak for the CA.',
  ),
  'signer-not-trusted': addAnchor(
    'Signer not trusted',
    ({ policyName }) => `The answer’s signer chains to no trust anchor of ${policyName}.`,
  ),
  'signer-expired': broken('Signer expired', 'The certificate that signed the answer is expired, or not valid yet.'),
  'signer-key-usage': () => ({
    title: 'Signer may not sign',
    cause:
      'The certificate that signed the answer is not meant for signing messages: its key usage lacks digitalSignature.',
    fix: 'Ask the CA’s operators to sign CMP messages with a certificate that has it, or to protect first answers with the Secret.',
    askOperators: true,
  }),
  'signer-revoked': broken('Signer revoked', 'The certificate that signed the answer, or one above it, is revoked.'),
  'certificate-revoked': broken('Certificate revoked', 'The issued certificate, or a CA above it, is revoked.'),
  'revocation-unknown': broken(
    'Revocation not known',
    'No revocation list at hand says whether a certificate of the answer is revoked.',
  ),
  'trust-anchor-missing': (facts) => ({
    title: 'No trust anchor',
    cause: `${facts.policyName} has no trust anchor, so no certificate can be trusted.`,
    fix: 'Add the root certificate of the CA to the trust anchors.',
    field: '/trustAnchors',
  }),
  'certificate-not-trusted': addAnchor(
    'Certificate not trusted',
    ({ policyName }) => `The issued certificate chains to no trust anchor of ${policyName}.`,
  ),
  'key-authority-not-trusted': broken(
    'Maker of the key not trusted',
    'The private key was not made by somebody who may make keys for others, so the console rejected it.',
  ),

  'pvno-not-supported': broken(
    'CMP version not known',
    'The CA answers in a version of CMP that the console does not speak.',
  ),
  'protection-not-supported': broken(
    'Protection not known',
    'The CA protects its answer with an algorithm that the console does not know.',
  ),
  'certificate-encrypted': broken(
    'Certificate encrypted',
    'The CA sent the certificate encrypted, which nobody asked for.',
  ),
  'encrypted-value-refused': broken(
    'Outdated encryption',
    'The CA encrypts by EncryptedValue, which is outdated and not safe. Current CAs send EnvelopedData.',
  ),
  'envelope-not-supported': broken(
    'Encryption not known',
    'The CA encrypts by an algorithm that the console does not know.',
  ),
} satisfies Partial<Record<FailureCode, Explain>>;

/** The CA granted other names. Which ones is what an administrator needs to know. */
function explainNames({ differences, trustpointPointer, requestedNames, trustpointName }: FailureFacts): Explanation {
  const missing = differences.find(({ field, verdict }) => field === 'subjectAltName' && verdict === 'missing');
  if (missing === undefined) {
    return {
      title: 'Issued with other names',
      cause: 'The CA issued a certificate with other names than requested, so the console rejected it.',
      fix: 'Ask the CA’s operators to allow the requested names, or change them here to what the CA issues.',
      field: `${trustpointPointer}/subjectName`,
      askOperators: true,
    };
  }
  const type = SAN_LABELS[missing.nameKind ?? ''] ?? 'requested';
  const index = Math.max(0, requestedNames.indexOf(missing.requested ?? ''));
  return {
    title: `Issued without the ${type} SAN`,
    cause: `The CA issued a certificate without the ${type} SAN, so the console rejected it.`,
    fix: `If the name is needed, ask the CA’s operators to allow it. If not, remove that SAN of ${trustpointName}.`,
    field: `${trustpointPointer}/subjectAltNames/${index}/value`,
    askOperators: true,
  };
}

const SAN_LABELS: Readonly<Record<string, string>> = SAN_TYPE_LABELS;
