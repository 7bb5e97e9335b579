import type { CheckResult } from '@crypto-cmp/api';

/** The checks that judge this element. They are named after what they look at, so the path says which. */
export function verdictsOn(path: string, checks: readonly CheckResult[]): CheckResult[] {
  const [, field] = /^header\.(\w+)$/.exec(path) ?? [];
  const names = CHECKS.find(([pattern]) => pattern.test(path))?.[1] ?? (field === undefined ? [] : [field]);
  return names.flatMap((name) => checks.filter((check) => check.name === name));
}

const CHECKS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^$/, ['sizeAndContentType', 'der']],
  [/^header\.protectionAlg$/, ['protectionKind', 'macParameters']],
  [/^body$/, ['bodyType']],
  [/^protection$/, ['protectionPresent', 'mac', 'signature']],
  [/^extraCerts$/, ['signerChain', 'signerRevocation', 'signerKeyUsage']],
  [/\.certReqId$/, ['certReqId']],
  [/(?:\]|^body\.error\.pKIStatusInfo)\.status$/, ['pkiStatus']],
  [/\.caPubs$/, ['caPubs']],
  [/\.certOrEncCert\.encryptedCert$/, ['encryptedCertificate']],
  [/\.certifiedKeyPair\.privateKey$/, ['privateKeyEnvelope', 'keyGenerationAuthority', 'privateKey']],
  [
    /\.certOrEncCert\.certificate$/,
    ['certificateKey', 'certificateNames', 'certificateChain', 'certificateRevocation'],
  ],
];
