import { advance, type EnrolledCertificate, type Protector, startTransaction } from '@crypto-cmp/cmp';
import { type Connection, startLabCa } from '@crypto-cmp/lab-ca/node';
import { encodeName, parseCertificate, parseName, parsePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

/** A certificate with its key, as the lab CA issued it some time ago. */
export interface DueCertificate {
  readonly enrolled: EnrolledCertificate;
  readonly publicKey: Uint8Array;
  /** PKCS#8. */
  readonly privateKey: Uint8Array;
}

/** What such a device is called. */
export function deviceName(index: number): string {
  return `device-${index}`;
}

/**
 * Lets a lab CA of eighty days ago issue many certificates, over the folder in which it will find them today. They live
 * for ninety days.
 */
export async function issueDueCertificates(folder: string, count: number) {
  const clock = () => new Date(Date.now() - AGE_MS);
  const lab = await startLabCa({ folder, port: 0, clock });
  const { connection, labCa } = lab;
  const send = async (body: Uint8Array): Promise<Uint8Array> => {
    return (await labCa.handle({ path: '/cmp', contentType: 'application/pkixcmp', body })).body;
  };
  const certificates: DueCertificate[] = [];
  for (let index = 0; index < count; index += 1) {
    certificates.push(await enroll(deviceName(index), connection, clock, send));
  }
  await lab.stop();
  return { connection, certificates };
}

async function enroll(
  name: string,
  { referenceId, secret, rootCertificate }: Connection,
  clock: () => Date,
  send: (message: Uint8Array) => Promise<Uint8Array>,
): Promise<DueCertificate> {
  const { signer, publicKey, privateKey } = await nodeCrypto.generateKeyPair('ec-p256');
  const encoder = new TextEncoder();
  const protector: Protector = {
    kind: 'mac',
    secret: encoder.encode(secret),
    referenceId: encoder.encode(referenceId),
  };
  const trustAnchors = parsePem(rootCertificate, 'CERTIFICATE').map(parseCertificate);
  const context = () => ({ crypto: nodeCrypto, protector, trustAnchors, now: clock() });
  const request = {
    operation: 'ir',
    subject: encodeName(parseName(`CN=${name},O=Example`)),
    subjectAltNames: [{ type: 'dNSName', value: `${name}.example.com` }],
    keySigner: signer,
  } as const;
  let { state, effect } = await startTransaction(request, context());
  while (effect.type === 'send') {
    const event = { type: 'received', bytes: await send(effect.bytes), contentType: 'application/pkixcmp' } as const;
    ({ state, effect } = await advance(state, event, context()));
  }
  if (effect.type !== 'succeeded') throw new Error(`the lab CA gave no certificate: ${effect.type}`);
  return { enrolled: effect, publicKey, privateKey };
}

const AGE_MS = 80 * 86_400_000;
