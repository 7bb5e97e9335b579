import { expect, test } from 'vitest';
import { SAMPLE_CERTIFICATES } from './testing/sample-certificates.ts';
import { splitCertificatePem } from './split-certificate-pem.ts';
import { TrustAnchor } from './trust-anchor.ts';

const { root, otherRoot } = SAMPLE_CERTIFICATES;

test('a pasted bundle is cut into its certificates, each a trust anchor', () => {
  const pieces = splitCertificatePem(`# roots\n${root}\nand\n${otherRoot.replaceAll('\n', '\r\n')}`);
  expect(pieces).toEqual([root, otherRoot]);
  expect(pieces.map((piece) => TrustAnchor.parse(piece))).toEqual(pieces);
});

test.each([
  '',
  'no certificate',
  '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----',
  `${root}-----BEGIN CERTIFICATE-----\n`,
])('what cannot be read (%j) stays in one piece', (text) => {
  expect(splitCertificatePem(text)).toEqual([text]);
  expect(TrustAnchor.safeParse(text).success).toBe(false);
});
