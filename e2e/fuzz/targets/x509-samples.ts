import { encode } from '@crypto-cmp/der';
import {
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
  encodePem,
  Extensions,
  type GeneralName,
  GeneralNames,
} from '@crypto-cmp/x509';

import { ed25519KeyOf, mlKemKey, sha256, x25519Key } from '../scenes/steady-crypto.ts';
import { nameOf, type World } from '../scenes/world.ts';

/** One of each kind with as much in it as there can be, and what real programs have written. */
export type X509Samples = Awaited<ReturnType<typeof createX509Samples>>;

/** `certificates` are those of recorded messages. */
export async function createX509Samples(world: World, certificates: readonly Uint8Array[], list: Uint8Array) {
  const { publicKey, signer } = ed25519KeyOf(sha256('sample'));
  const name = nameOf('CN=ap-7,OU=Branch \\+ 12,O=Example Rail,C=DE,DC=example,emailAddress=a@example.com');
  const names: readonly GeneralName[] = [
    { type: 'dNSName', value: 'a.example.com' },
    { type: 'directoryName', value: name },
    { type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 1) },
    { type: 'rfc822Name', value: 'a@example.com' },
    { type: 'uniformResourceIdentifier', value: 'http://example.com/a' },
    { type: 'registeredID', value: '1.2.3.4' },
  ];
  const extensions = [
    createBasicConstraints({ cA: true, pathLenConstraint: 3 }),
    createKeyUsage(['keyCertSign', 'cRLSign']),
    createExtendedKeyUsage(['1.3.6.1.5.5.7.3.27', '1.2.3']),
    createSubjectKeyIdentifier(Uint8Array.of(1, 2, 3)),
    createCrlDistributionPoints(['http://example.com/a.crl']),
    createNameConstraints({
      permitted: [
        { type: 'directoryName', value: name },
        { type: 'dNSName', value: 'example.com' },
      ],
      excluded: [{ type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0) }],
    }),
    createSubjectAltName(names),
  ];
  const certificate = await createCertificate({
    serialNumber: Uint8Array.of(7),
    subject: name,
    issuer: name,
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2056-01-01'),
    subjectPublicKeyInfo: publicKey,
    extensions,
    signer,
  });
  const ownList = await createCertificateList({
    issuer: name,
    signer,
    thisUpdate: new Date('2026-01-01'),
    nextUpdate: new Date('2056-01-01'),
    revoked: [{ serialNumber: Uint8Array.of(8), revocationDate: new Date('2026-01-01'), reason: 'superseded' }],
    crlNumber: 1n,
    authorityKeyIdentifier: Uint8Array.of(1, 2, 3),
    extensions: [createIssuingDistributionPoint({ onlyContainsCACerts: true })],
  });
  return {
    certificate: [certificate, world.root.der, world.device.certificate, world.kemDevice.certificate, ...certificates],
    list: [ownList, list],
    request: [await createCertificationRequest({ subject: name, signer, extensions })],
    key: [publicKey, world.kemPeer.certificate.subjectPublicKeyInfo, world.root.subjectPublicKeyInfo],
    privateKey: [x25519Key('sample'), mlKemKey('sample')],
    extensions: [encode(Extensions, extensions)],
    generalNames: [encode(GeneralNames, names)],
    name: [name, world.root.subject],
    text: TEXTS.map((text) => new TextEncoder().encode(text)),
    pem: [new TextEncoder().encode(encodePem('CERTIFICATE', world.root.der))],
  };
}

const TEXTS = [
  'CN=ap-7,OU=Branch \\+ 12,O=Example Rail,C=DE',
  '/C=DE/O=Example/CN=a\\/b+OU=c',
  'CN=#0c0461702d37,2.5.4.10=a\\2Cb',
  '2001:db8::ffff:192.0.2.1',
  '192.0.2.1',
  'a.example.com',
  'http://example.com/a?b',
];
