import type { AnyCheckName, AnyFailureCode, CheckResult } from '@crypto-cmp/cmp';

/** The check that says so; none for what is said before any check is made, or after all of them. */
export const CHECK_OF_FAILURE: Readonly<Partial<Record<AnyFailureCode, AnyCheckName>>> = {
  'message-too-large': 'sizeAndContentType',
  'message-content-type': 'sizeAndContentType',
  'message-malformed': 'der',
  'pvno-not-supported': 'pvno',
  'body-type-unexpected': 'bodyType',
  'transaction-id-differs': 'transactionID',
  'recip-nonce-differs': 'recipNonce',
  'sender-nonce-missing': 'senderNonce',
  'sender-nonce-length': 'senderNonce',
  'sender-nonce-repeated': 'senderNonce',
  'message-time-off': 'messageTime',
  'recipient-differs': 'recipient',
  'sender-differs': 'sender',
  'signer-not-authorized': 'sender',
  'sender-kid-differs': 'senderKID',
  'protection-missing': 'protectionPresent',
  'protection-kind-differs': 'protectionKind',
  'protection-not-supported': 'protectionKind',
  'mac-parameters-refused': 'macParameters',
  'mac-wrong': 'mac',
  'signature-wrong': 'signature',
  'signer-certificate-missing': 'signature',
  'signer-not-trusted': 'signerChain',
  'signer-expired': 'signerChain',
  'signer-revoked': 'signerRevocation',
  'signer-key-usage': 'signerKeyUsage',
  'kem-ciphertext-unfit': 'kemCiphertext',
  'cert-req-id-differs': 'certReqId',
  'status-inconsistent': 'pkiStatus',
  'polling-inconsistent': 'pkiStatus',
  'request-rejected': 'pkiStatus',
  'error-received': 'pkiStatus',
  'error-not-authenticated': 'protectionPresent',
  'certificate-missing': 'pkiStatus',
  'certificate-encrypted': 'encryptedCertificate',
  'private-key-unexpected': 'certificateKey',
  'certificate-malformed': 'certificateKey',
  'certificate-key-differs': 'certificateKey',
  'certificate-names-differ': 'certificateNames',
  'certificate-not-valid-now': 'certificateChain',
  'certificate-not-trusted': 'certificateChain',
  'private-key-missing': 'privateKeyEnvelope',
  'key-authority-not-trusted': 'keyGenerationAuthority',
  'private-key-differs': 'privateKey',
  'certificate-revoked': 'certificateRevocation',
  'ca-pubs-malformed': 'caPubs',
  'revoked-certificate-differs': 'revokedCertificate',
  'info-type-unexpected': 'infoType',
  'info-value-malformed': 'infoValue',
  'root-update-not-trusted': 'rootCaKeyUpdate',
  'crl-differs': 'crls',
  'crl-not-trusted': 'crls',
};

/** The checks that fail in the first answer in which any does: what comes later is a consequence. */
export function failedChecks(
  steps: readonly { readonly checks?: readonly CheckResult<AnyCheckName>[] }[],
): AnyCheckName[] {
  for (const { checks = [] } of steps) {
    const failed = checks.filter(({ verdict }) => verdict === 'failed');
    if (failed.length > 0) return failed.map(({ name }) => name);
  }
  return [];
}
