import { type CertReqTemplateContent, type CertTemplate, CONTROL_TYPES, INFO_TYPES } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import { type AlgorithmIdentifier, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { answering } from './answering.ts';
import type { FurtherFault } from './fault.ts';
import { forger } from './forge.ts';

const { caCerts, rootCaCert, rootCaKeyUpdate, certReqTemplate } = INFO_TYPES;

/** A question is answered by something else, or by what cannot be (RFC 9483, sections 4.3.1 and 4.3.3). */
export const INFORMATION_FAULTS = {
  'answer-type-other': answering(
    'caCerts',
    'the answer is of a type that belongs to another question',
    'info-type-unexpected',
    (answers) => answers.map((answer) => ({ ...answer, infoType: certReqTemplate.oid })),
  ),
  'answer-type-echoed': answering(
    'rootCaCert',
    'the answer is of the type of the question, rootCaCert, in place of rootCaKeyUpdate',
    'info-type-unexpected',
    () => [{ infoType: rootCaCert.oid }],
  ),
  'answers-two': answering('caCerts', 'one question has two answers', 'info-type-unexpected', (answers) => [
    ...answers,
    ...answers,
  ]),
  'answers-none': answering('caCerts', 'one question has no answer', 'info-type-unexpected', () => []),
  'ca-certs-malformed': answering(
    'caCerts',
    'caCerts holds something that is no certificate',
    'info-value-malformed',
    () => [{ infoType: caCerts.oid, infoValue: encode(caCerts.value, [Uint8Array.of(0x30, 0x00)]) }],
  ),
  'ca-certs-empty': answering('caCerts', 'caCerts is an empty list', 'info-value-malformed', () => [
    { infoType: caCerts.oid, infoValue: Uint8Array.of(0x30, 0x00) },
  ]),
  'root-update-malformed': answering('rootCaCert', 'rootCaKeyUpdate is not of its type', 'info-value-malformed', () => [
    { infoType: rootCaKeyUpdate.oid, infoValue: Uint8Array.of(0x05, 0x00) },
  ]),
  'template-with-public-key': template('the template prescribes a public key', async (exchange) => ({
    publicKey: decode(SubjectPublicKeyInfo, (await forger(exchange).keyPair()).publicKey),
  })),
  'template-with-serial-number': template('the template prescribes a serial number', async () => ({
    serialNumber: Uint8Array.of(1),
  })),
  'template-rsa-in-alg-id': keySpec('keySpec has RSA in algId, in place of rsaKeyLen', {
    algorithm: '1.2.840.113549.1.1.1',
    parameters: Uint8Array.of(0x05, 0x00),
  }),
  'template-ec-without-curve': keySpec('keySpec has EC without a curve', { algorithm: '1.2.840.10045.2.1' }),
  'template-eddsa-parameters': keySpec('keySpec has Ed25519 with parameters', {
    algorithm: '1.3.101.112',
    parameters: Uint8Array.of(0x05, 0x00),
  }),
  'template-rsa-without-length': answering(
    'certReqTemplate',
    'keySpec has RSA with keys of no length',
    'info-value-malformed',
    () => [
      write({
        certTemplate: {},
        keySpec: [{ type: CONTROL_TYPES.rsaKeyLen.oid, value: encode(CONTROL_TYPES.rsaKeyLen.value, 0) }],
      }),
    ],
  ),
} as const satisfies Record<string, FurtherFault>;

type Forbidden = Pick<CertTemplate, 'publicKey' | 'serialNumber'>;

function template(description: string, fields: (exchange: Parameters<typeof forger>[0]) => Promise<Forbidden>) {
  return answering('certReqTemplate', description, 'info-value-malformed', async (_, exchange) => [
    write({ certTemplate: await fields(exchange) }),
  ]);
}

function keySpec(description: string, key: AlgorithmIdentifier) {
  const { oid, value } = CONTROL_TYPES.algId;
  return answering('certReqTemplate', description, 'info-value-malformed', () => [
    write({ certTemplate: {}, keySpec: [{ type: oid, value: encode(value, key) }] }),
  ]);
}

function write(content: CertReqTemplateContent) {
  return { infoType: certReqTemplate.oid, infoValue: encode(certReqTemplate.value, content) };
}
