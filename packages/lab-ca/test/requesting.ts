import type {
  Decryption,
  Expectations,
  MacParameters,
  MacProtector,
  Protector,
  Step,
  TransactionContext,
  TransactionRequest,
} from '@crypto-cmp/cmp';
import { runTransaction, type TransactionOutcome } from '@crypto-cmp/cmp/node';
import {
  type CertificateList,
  createCertificationRequest,
  createSubjectAltName,
  encodeName,
  type KeyPair,
  type KeyType,
  parseName,
  type PostQuantumKeyType,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { REFERENCE, type RunningLab } from './running-lab.ts';

/** A certificate and its key: what signs a message. */
export interface Holder {
  readonly key: KeyPair;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

export interface Run {
  readonly path?: string;
  readonly request: TransactionRequest;
  readonly protector?: Protector;
  readonly expectations?: Expectations;
  readonly decryption?: Decryption;
  readonly kemPeer?: TransactionContext['kemPeer'];
  readonly crls?: readonly CertificateList[];
  readonly timeoutMs?: number;
}

/** Runs a transaction of our own client against the lab, which it trusts by the root alone. */
export async function run(
  lab: RunningLab,
  { path = '/cmp', protector = byMac(), request, ...rest }: Run,
): Promise<Ran> {
  const { expectations, decryption, kemPeer, crls, timeoutMs = 5000 } = rest;
  const steps: Step[] = [];
  const outcome = await runTransaction({
    url: `${lab.url}${path}`,
    request,
    context: {
      crypto: nodeCrypto,
      protector,
      trustAnchors: [lab.root],
      ...(expectations !== undefined && { expectations }),
      ...(decryption !== undefined && { decryption }),
      ...(kemPeer !== undefined && { kemPeer }),
      ...(crls !== undefined && { crls }),
    },
    timeoutMs,
    onStep: (step) => void steps.push(step),
  });
  return { outcome, steps };
}

export interface Ran {
  readonly outcome: TransactionOutcome;
  readonly steps: readonly Step[];
}

/** The certificate of a transaction that must have succeeded. */
export function granted({ outcome }: Ran): Extract<TransactionOutcome, { type: 'succeeded' }> {
  if (outcome.type === 'succeeded') return outcome;
  throw new Error(`expected a certificate, got ${outcome.failure.code}: ${outcome.failure.message}`);
}

/** Few iterations, unless told: most tests are about other things. */
export function byMac({
  secret = REFERENCE.secret,
  referenceId = REFERENCE.referenceId,
  parameters = { algorithm: 'passwordBasedMac', iterations: 100 },
}: { secret?: string; referenceId?: string; parameters?: MacParameters } = {}): MacProtector {
  const encoder = new TextEncoder();
  return { kind: 'mac', secret: encoder.encode(secret), referenceId: encoder.encode(referenceId), parameters };
}

export function bySignature({ key, certificate, chain }: Holder): Protector {
  return { kind: 'signature', signer: key.signer, certificate, chain };
}

/** A first certificate, by the secret. */
export async function enrollHolder(
  lab: RunningLab,
  keyType: KeyType | PostQuantumKeyType = 'ec-p256',
  name = 'device',
): Promise<Holder> {
  const key = await nodeCrypto.generateKeyPair(keyType);
  const { certificate, chain } = granted(await run(lab, { request: enrollRequest('ir', key, name) }));
  return { key, certificate, chain };
}

export function enrollRequest(operation: 'ir' | 'cr', key: KeyPair, name = 'device'): TransactionRequest {
  return { operation, subject: subjectOf(name), subjectAltNames: sansOf(name), keySigner: key.signer };
}

export async function requestFor(
  operation: TransactionRequest['operation'],
  key: KeyPair,
  name = 'device',
): Promise<TransactionRequest> {
  if (operation === 'kur') return { operation, keySigner: key.signer };
  if (operation !== 'p10cr') return enrollRequest(operation, key, name);
  const extensions = [createSubjectAltName(sansOf(name))];
  return {
    operation,
    csr: await createCertificationRequest({ subject: subjectOf(name), extensions, signer: key.signer }),
  };
}

export function subjectOf(name: string): Uint8Array {
  return encodeName(parseName(`CN=${name},O=Example`));
}

function sansOf(name: string) {
  return [{ type: 'dNSName', value: `${name}.example.com` }] as const;
}
