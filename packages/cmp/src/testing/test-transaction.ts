import { decode } from '@crypto-cmp/der';
import { createSubjectAltName, type CryptoProvider, encodeName, type GeneralName, parseName } from '@crypto-cmp/x509';

import type { PKIBody } from '../messages/pki-body.ts';
import type { PKIHeader } from '../messages/pki-header.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import type { MacProtector, Protector } from '../protection/protector.ts';
import { advance } from '../transaction/advance.ts';
import { startTransaction } from '../transaction/start-transaction.ts';
import type { Step } from '../transaction/step.ts';
import type { TransactionContext } from '../transaction/transaction-context.ts';
import type {
  AnyTransactionRequest,
  EnrollTemplate,
  Operation,
  SigningKey,
  TransactionRequest,
} from '../transaction/transaction-request.ts';
import type { AnyTransactionState } from '../transaction/transaction-state.ts';
import { createTestCa, type Forgery, keyUsageOf, type TestCa } from './test-ca.ts';

/** A CA and a client, each with a secret and a certificate, at one moment in time. */
export interface TestBench {
  readonly ca: TestCa;
  readonly crypto: CryptoProvider;
  readonly mac: Party;
  readonly signature: Party;
  /** An ir for CN=ap-7 with a dNSName, with a new key. */
  request(changes?: Partial<EnrollTemplate & SigningKey>): Promise<TransactionRequest>;
}

/** Both sides under one kind of protection. */
export interface Party {
  readonly client: Protector;
  readonly server: Protector;
  /** The same kind of credential, but not the right one. */
  readonly stranger: Protector;
  readonly context: TransactionContext;
}

export async function createTestBench(crypto: CryptoProvider, at: Date = now): Promise<TestBench> {
  const ca = await createTestCa(crypto, at);
  const device = await ca.issueIdentity('CN=ap-7', {
    extensions: [keyUsageOf('digitalSignature'), createSubjectAltName(altNames)],
  });
  const chain = [ca.issuing.certificate.der];
  const secret: MacProtector = {
    kind: 'mac',
    secret: text('a shared secret'),
    referenceId: text('42'),
    parameters: quick,
  };
  const signing = (identity: typeof device): Protector => ({
    kind: 'signature',
    signer: identity.signer,
    certificate: identity.certificate.der,
    chain,
  });
  const party = (client: Protector, server: Protector, stranger: Protector): Party => ({
    client,
    server,
    stranger,
    context: { crypto, now: at, protector: client, trustAnchors: [ca.root] },
  });
  return {
    ca,
    crypto,
    mac: party(secret, secret, { ...secret, secret: text('another secret') }),
    signature: party(signing(device), signing(ca.signer), signing(await ca.issueIdentity('CN=stranger'))),
    request: async (changes = {}) => ({
      operation: 'ir',
      subject: name('CN=ap-7,O=Example'),
      subjectAltNames: altNames,
      recipient: name('CN=Test CA'),
      keySigner: changes.keySigner ?? (await crypto.generateKeyPair('ec-p256')).signer,
      ...changes,
    }),
  };
}

/** Starts a transaction and answers its first message once. */
export async function answerFirst<R extends AnyTransactionRequest = TransactionRequest>(
  { ca }: TestBench,
  { server, context }: Party,
  request: R,
  forgery?: Forgery,
): Promise<Step<R['operation']>> {
  return answerStep(ca, server, await startTransaction(request, context), context, forgery);
}

/** Answers the message that a step wants to send. */
export async function answerStep<S extends AnyTransactionState>(
  ca: TestCa,
  server: Protector,
  { state, effect }: { readonly state: S; readonly effect: Step<Operation>['effect'] },
  context: TransactionContext,
  forgery?: Forgery,
): Promise<Step<S['operation']>> {
  if (effect.type !== 'send') throw new TypeError(`expected a message to answer, got ${effect.type}`);
  return advance(state, { type: 'received', bytes: await ca.answer(effect.bytes, server, forgery) }, context);
}

/** The header of the message that a step wants to send. */
export function headerOf(step: Step<Operation>): PKIHeader {
  return messageOf(step).header.value;
}

/** The body of the message that a step wants to send. */
export function bodyOf(step: Step<Operation>): PKIBody {
  return messageOf(step).body.value;
}

function messageOf({ effect }: Step<Operation>): PKIMessage {
  if (effect.type !== 'send') throw new TypeError(`expected a message, got ${effect.type}`);
  return decode(PKIMessage, effect.bytes);
}

export function name(text: string): Uint8Array {
  return encodeName(parseName(text));
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

export const now = new Date('2026-11-23T11:51:40Z');

/** A validity that is over. */
export const past = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-02-01T00:00:00Z') };

const altNames: readonly GeneralName[] = [{ type: 'dNSName', value: 'ap-7.example.com' }];

/** Few iterations: the tests make hundreds of MACs. */
const quick = { algorithm: 'passwordBasedMac', iterations: 100 } as const;
