import { equalBytes } from '@crypto-cmp/der';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  authorityKeyIdentifier,
  basicConstraints,
  checkRevocation,
  createAuthorityKeyIdentifier,
  createBasicConstraints,
  createCertificate,
  createCertificateList,
  createCertificationRequest,
  createCrlDistributionPoints,
  createExtendedKeyUsage,
  createIssuingDistributionPoint,
  createKeyUsage,
  createNameConstraints,
  createSubjectAltName,
  createSubjectKeyIdentifier,
  crlDistributionPoints,
  crlNumber,
  decodeName,
  deltaCrlIndicator,
  describeGeneralName,
  describeKey,
  describeName,
  describeSignatureAlgorithm,
  encodeName,
  extendedKeyUsage,
  formatName,
  formatSerialNumber,
  issuingDistributionPoint,
  keyUsage,
  nameConstraints,
  parseCertificate,
  parseCertificateList,
  parseCertificationRequest,
  parseName,
  subjectAltNames,
  subjectKeyIdentifier,
  toSignatureScheme,
  validatePath,
  verifyCertificationRequest,
  X509Error,
} from './index.ts';
import { nodeCrypto } from './node/index.ts';

// What arrives from a peer may be anything. Whatever it is, it is read or refused by an X509Error: an error of another
// kind would be a mistake of ours, and end the program.

const RUNS = 1500;
const at = new Date('2026-06-01');
const name = encodeName(parseName('CN=ap-7,OU=Branch \\+ 12,O=Example Rail,C=DE,emailAddress=a@example.com'));
const dns = { type: 'dNSName', value: 'a.example.com' } as const;

interface Samples {
  readonly certificate: Uint8Array;
  readonly list: Uint8Array;
  readonly request: Uint8Array;
}

let samples: Samples;
beforeAll(async () => {
  const { publicKey, signer } = await nodeCrypto.generateKeyPair('ec-p256');
  const identifier = Uint8Array.of(1, 2, 3);
  const extensions = [
    createBasicConstraints({ cA: true, pathLenConstraint: 3 }),
    createKeyUsage(['keyCertSign', 'cRLSign']),
    createExtendedKeyUsage(['1.2.3']),
    createSubjectKeyIdentifier(identifier),
    createAuthorityKeyIdentifier(identifier),
    createCrlDistributionPoints(['http://example.com/a.crl']),
    createNameConstraints({
      permitted: [
        { type: 'directoryName', value: name },
        { ...dns, value: 'example.com' },
      ],
      excluded: [{ type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0) }],
    }),
    createSubjectAltName([dns, { type: 'directoryName', value: name }, { type: 'iPAddress', value: identifier }]),
  ];
  const common = { issuer: name, signer };
  samples = {
    certificate: await createCertificate({
      ...common,
      serialNumber: Uint8Array.of(7),
      subject: name,
      notBefore: new Date('2026-01-01'),
      notAfter: new Date('2056-01-01'),
      subjectPublicKeyInfo: publicKey,
      extensions,
    }),
    list: await createCertificateList({
      ...common,
      thisUpdate: new Date('2026-01-01'),
      nextUpdate: new Date('2056-01-01'),
      revoked: [{ serialNumber: Uint8Array.of(8), revocationDate: new Date('2026-01-01'), reason: 'superseded' }],
      crlNumber: 1n,
      authorityKeyIdentifier: identifier,
      extensions: [createIssuingDistributionPoint({ onlyContainsCACerts: true })],
    }),
    request: await createCertificationRequest({ subject: name, signer, extensions }),
  };
});

/** Puts other octets somewhere, cuts some out, or makes a tag or a length another one. */
const mutation = fc.record({
  place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  cut: fc.constantFrom(0, 0, 0, 1, 2, 9),
  octets: fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.constantFrom(Uint8Array.of(0x30), Uint8Array.of(0x80))),
  /** Most of the time, since lengths that do not fit are seen at once. */
  replace: fc.constantFrom(true, true, true, false),
});
const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

function mutate(der: Uint8Array, changes: typeof mutations extends fc.Arbitrary<infer T> ? T : never): Uint8Array {
  const mutant = Array.from(der);
  for (const { place, cut, octets, replace } of changes) {
    const start = Math.floor(place * mutant.length);
    mutant.splice(start, replace ? octets.length : cut, ...octets);
  }
  return Uint8Array.from(mutant);
}

/** What a reader gives, or undefined when it refuses as it should; another error ends the test. */
async function attempt<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

/** Reads mutants; those that are read are looked at further. */
async function expectAll<T>(
  kind: keyof Samples,
  parse: (der: Uint8Array) => T,
  look: (parsed: T, der: Uint8Array) => Promise<void>,
): Promise<void> {
  let read = 0;
  const property = fc.asyncProperty(mutations, async (changes) => {
    const der = mutate(samples[kind], changes);
    const parsed = await attempt(() => parse(der));
    if (parsed === undefined) return;
    read++;
    await look(parsed, der);
  });
  await fc.assert(property, { numRuns: RUNS });
  // Were nearly none read, this would prove little.
  expect(read).toBeGreaterThan(RUNS / 20);
}

const extensionReaders = [
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  extendedKeyUsage,
  keyUsage,
  nameConstraints,
  subjectKeyIdentifier,
  (holder: Parameters<typeof subjectAltNames>[0]) => subjectAltNames(holder).map(describeGeneralName),
  crlNumber,
  deltaCrlIndicator,
  issuingDistributionPoint,
];

describe('a mutant', () => {
  it('of a certificate is read, or refused by an X509Error; verdicts on it are given always', async () => {
    const honest = parseCertificate(samples.certificate);
    const list = parseCertificateList(samples.list);
    await expectAll('certificate', parseCertificate, async (mutant) => {
      for (const one of [mutant.subject, mutant.issuer]) {
        for (const read of [formatName, describeName, decodeName]) await attempt(() => read(one));
      }
      await attempt(() => formatSerialNumber(mutant.serialNumber));
      await attempt(() => describeKey(mutant.subjectPublicKeyInfo));
      await attempt(() => describeSignatureAlgorithm(mutant.signatureAlgorithm));
      await attempt(() => toSignatureScheme(mutant.signatureAlgorithm));
      for (const read of extensionReaders) await attempt(() => read(mutant));
      const common = { intermediates: [mutant], crls: [list], at, crypto: nodeCrypto };
      await validatePath({ ...common, target: mutant, trustAnchors: [honest] });
      await validatePath({ ...common, target: honest, trustAnchors: [mutant] });
      await checkRevocation({ ...common, certificate: mutant, issuer: honest });
      await checkRevocation({ ...common, certificate: honest, issuer: mutant });
    });
  }, 60_000);

  it('of a revocation list is read, or refused by an X509Error; verdicts by it are given always', async () => {
    const certificate = parseCertificate(samples.certificate);
    await expectAll('list', parseCertificateList, async (mutant) => {
      for (const read of extensionReaders) await attempt(() => read(mutant));
      await checkRevocation({ certificate, issuer: certificate, crls: [mutant], at, crypto: nodeCrypto });
    });
  }, 60_000);

  it('of a certification request is read, or refused by an X509Error', async () => {
    await expectAll('request', parseCertificationRequest, async (mutant, der) => {
      for (const read of extensionReaders) await attempt(() => read(mutant));
      await attempt(async () => verifyCertificationRequest(der, nodeCrypto));
    });
  }, 60_000);

  it('of a certificate never passes for one of its issuer', async () => {
    const honest = parseCertificate(samples.certificate);
    await expectAll('certificate', parseCertificate, async (target) => {
      const verdict = await validatePath({ target, intermediates: [], trustAnchors: [honest], at, crypto: nodeCrypto });
      expect(verdict.valid).toBe(equalBytes(target.tbsDer, honest.tbsDer) && equalBytes(target.der, honest.der));
    });
  }, 60_000);
});
