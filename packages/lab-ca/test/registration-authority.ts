import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import {
  addProtection,
  createBatch,
  findSigner,
  type NestingContext,
  PKIMessage,
  readNestedMessage,
  type SignatureProtector,
} from '@crypto-cmp/cmp';
import { decode, equalBytes, toHex } from '@crypto-cmp/der';
import { createExtendedKeyUsage, KEY_PURPOSES } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { granted, type Holder, run, subjectOf } from './requesting.ts';
import type { RunningLab } from './running-lab.ts';

/** A certificate that may speak for others, of the path that grants such. */
export async function enrollAuthority(lab: RunningLab): Promise<Holder> {
  const key = await nodeCrypto.generateKeyPair('ec-p256');
  const extensions = [createExtendedKeyUsage([KEY_PURPOSES.cmcRA])];
  const request = { operation: 'ir', subject: subjectOf('RA'), keySigner: key.signer, extensions } as const;
  const { certificate, chain } = granted(await run(lab, { path: '/cmp/registration-authority', request }));
  return { key, certificate, chain };
}

/** Stands between end entities and the lab CA, and passes on what it gets: RFC 9483, section 5.2.2. */
export interface TestAuthority {
  readonly url: string;
  stop(): Promise<void>;
}

export interface AuthorityOptions {
  readonly lab: RunningLab;
  readonly holder: Holder;
  readonly path?: string;
  /** So many messages travel together; 1 by default: then each gets a protection of its own. */
  readonly batch?: number;
}

export async function runAuthority(options: AuthorityOptions): Promise<TestAuthority> {
  const pass = (options.batch ?? 1) === 1 ? createAdder(options) : createBatcher(options);
  const server = createServer((request, response) => {
    void buffer(request)
      .then(async (body) => pass(new Uint8Array(body)))
      .then((answer) => response.writeHead(200, { 'content-type': 'application/pkixcmp' }).end(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // as: a server that listens on a port has such an address
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
}

type Pass = (message: Uint8Array) => Promise<Uint8Array>;

function createAdder(options: AuthorityOptions): Pass {
  return async (message) => send(await addProtection(message, nestingContext(options)), options);
}

/** Waits until there are enough, and gives each sender the answer of its transaction. */
function createBatcher(options: AuthorityOptions): Pass {
  const waiting: { readonly message: Uint8Array; readonly resolve: (answer: Uint8Array) => void }[] = [];
  return async (message) =>
    new Promise((resolve, reject) => {
      waiting.push({ message, resolve });
      if (waiting.length < (options.batch ?? 1)) return;
      const batch = waiting.splice(0);
      exchangeBatch(
        batch.map((one) => one.message),
        options,
      ).then((answers) => {
        for (const one of batch) one.resolve(answers.get(transactionOf(one.message)) ?? new Uint8Array());
      }, reject);
    });
}

async function exchangeBatch(
  messages: readonly Uint8Array[],
  options: AuthorityOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const answer = decode(PKIMessage, await send(await createBatch(messages, nestingContext(options)), options));
  const signer = await findSigner(answer, [], nodeCrypto);
  if (signer?.signature !== 'verified' || !equalBytes(signer.certificate.der, options.lab.issuing.der)) {
    throw new Error('expected an answer signed by the CA');
  }
  return new Map(readNestedMessage(answer).messages.map(({ der }) => [transactionOf(der), der]));
}

async function send(
  body: Uint8Array,
  { lab, path = '/.well-known/cmp/nested' }: AuthorityOptions,
): Promise<Uint8Array> {
  const response = await fetch(`${lab.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/pkixcmp' },
    body: Uint8Array.from(body),
  });
  return new Uint8Array(await response.arrayBuffer());
}

function transactionOf(der: Uint8Array): string {
  return toHex(decode(PKIMessage, der).header.value.transactionID ?? new Uint8Array());
}

export function nestingContext({ lab, holder }: Pick<AuthorityOptions, 'lab' | 'holder'>): NestingContext {
  const { key, certificate, chain } = holder;
  const protector: SignatureProtector = { kind: 'signature', signer: key.signer, certificate, chain };
  return { crypto: nodeCrypto, now: new Date(), protector, recipient: lab.issuing.subject };
}
