import type { KemProtector, TransactionContext } from '@crypto-cmp/cmp';
import {
  createBasicConstraints,
  createCertificate,
  createKeyIdentifier,
  createKeyUsage,
  createSerialNumber,
  createSubjectKeyIdentifier,
  encodeName,
  type KemKeyType,
  type KeyUsage,
  parseCertificate,
  parseName,
  type Signer,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import type { LabCaOptions } from '../src/lab-ca-options.ts';
import { type RunningLab, runTestLab } from './running-lab.ts';

/** A lab with a KEM key of its own, and a device with a KEM key that its maker has certified. */
export interface KemBench {
  readonly lab: RunningLab;
  readonly device: KemProtector;
  /** What makes a client want the answers under the lab's KEM key. */
  readonly kemPeer: NonNullable<TransactionContext['kemPeer']>;
}

export async function createKemBench(
  keyType: KemKeyType = 'ml-kem-768',
  options: Partial<LabCaOptions> = {},
): Promise<KemBench> {
  const maker = await nodeCrypto.generateKeyPair('ec-p256');
  const makerCertificate = parseCertificate(
    await certify('CN=Maker', maker.publicKey, maker.signer, ['keyCertSign'], createBasicConstraints({ cA: true })),
  );
  const key = await nodeCrypto.generateKemKeyPair(keyType);
  const certificate = await certify('CN=device', key.publicKey, maker.signer, ['keyEncipherment']);
  const { decapsulator } = await nodeCrypto.generateKemKeyPair(keyType);
  const lab = await runTestLab({
    decapsulator,
    trustedIssuers: [makerCertificate],
    ...options,
  });
  return {
    lab,
    device: { kind: 'kem', decapsulator: key.decapsulator, certificate, chain: [] },
    kemPeer: {
      certificate: parseCertificate(lab.labCa.kemCertificate ?? new Uint8Array()),
      wrappingKey: nodeCrypto.randomBytes(32),
      crypto: nodeCrypto,
    },
  };
}

async function certify(
  subject: string,
  publicKey: Uint8Array,
  signer: Signer,
  usages: readonly KeyUsage[],
  ...extensions: readonly ReturnType<typeof createKeyUsage>[]
): Promise<Uint8Array> {
  const now = Date.now();
  return createCertificate({
    serialNumber: createSerialNumber(nodeCrypto),
    issuer: encodeName(parseName('CN=Maker')),
    subject: encodeName(parseName(subject)),
    notBefore: new Date(now - 3_600_000),
    notAfter: new Date(now + 86_400_000),
    subjectPublicKeyInfo: publicKey,
    extensions: [
      createKeyUsage(usages),
      createSubjectKeyIdentifier(await createKeyIdentifier(publicKey, nodeCrypto)),
      ...extensions,
    ],
    signer,
  });
}
