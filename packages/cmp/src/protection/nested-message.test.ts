import { decode, encode } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { PKIBody } from '../messages/pki-body.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { createTestBench, name, now, type TestBench } from '../testing/test-transaction.ts';
import { startTransaction } from '../transaction/start-transaction.ts';
import { findSigner } from './find-signer.ts';
import { addProtection, createBatch, type NestingContext, readNestedMessage } from './nested-message.ts';
import { NestingError } from './nesting-error.ts';

let bench: TestBench;
let context: NestingContext;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
  const { client } = bench.signature;
  if (client.kind !== 'signature') throw new TypeError('expected a signer');
  context = { crypto: nodeCrypto, now, protector: client, recipient: name('CN=Test CA') };
});

describe('a message with added protection', () => {
  it('holds the message octet for octet, with its transactionID and senderNonce', async () => {
    const inner = await request();
    const outer = decode(PKIMessage, await addProtection(inner, context));
    const { transactionID, senderNonce } = decode(PKIMessage, inner).header.value;
    expect(outer.header.value).toMatchObject({ transactionID, senderNonce, recipient: { value: name('CN=Test CA') } });
    expect(outer.body.value).toEqual({ type: 'nested', value: [inner] });
    expect(readNestedMessage(outer)).toMatchObject({ type: 'added-protection', messages: [{ der: inner }] });
  });

  it('is signed by who added it', async () => {
    const outer = decode(PKIMessage, await addProtection(await request(), context));
    const signer = await findSigner(outer, [], nodeCrypto);
    expect(signer).toMatchObject({ signature: 'verified', certificate: { der: context.protector.certificate } });
  });

  it('can be nested again, and is read one layer at a time', async () => {
    const once = await addProtection(await request(), context);
    const twice = decode(PKIMessage, await addProtection(once, context));
    expect(readNestedMessage(twice).messages[0]?.message.body.value.type).toBe('nested');
  });

  it('is not made of what is no message', async () => {
    await expect(addProtection(Uint8Array.of(0x30, 0), context)).rejects.toMatchObject({
      code: 'nested-message-malformed',
    });
  });
});

describe('a batch', () => {
  it('holds messages of different transactions, in order, and has a transactionID of its own', async () => {
    const messages = [await request(), await request()];
    const outer = decode(PKIMessage, await createBatch(messages, context));
    const read = readNestedMessage(outer);
    expect(read.type).toBe('batch');
    expect(read.messages.map(({ der }) => der)).toEqual(messages);
    for (const { message } of read.messages) {
      expect(message.header.value.transactionID).not.toEqual(outer.header.value.transactionID);
    }
  });

  it('of one message is still a batch', async () => {
    const outer = decode(PKIMessage, await createBatch([await request()], context));
    expect(readNestedMessage(outer).type).toBe('batch');
  });

  it('is not made of nothing, nor of one transaction twice', async () => {
    const message = await request();
    await expect(createBatch([], context)).rejects.toBeInstanceOf(NestingError);
    await expect(createBatch([message, message], context)).rejects.toMatchObject({ code: 'nested-message-unfit' });
  });
});

describe('a nested message', () => {
  it.each([
    ['with one transaction twice', async () => nested(Array.from({ length: 2 }, () => same)), 'nested-message-unfit'],
    ['with something else in it', async () => nested([Uint8Array.of(0x30, 0)]), 'nested-message-malformed'],
    [
      'with too much in it',
      async () => nested(await Promise.all(Array.from({ length: 101 }, request))),
      'nested-message-unfit',
    ],
    ['that is none', async () => decode(PKIMessage, same), 'nested-message-unfit'],
  ] as const)('%s is refused', async (_, make, code) => {
    same = await request();
    const message = await make();
    expect(() => readNestedMessage(message)).toThrow(expect.objectContaining({ code }));
  });
});

let same: Uint8Array;

async function request(): Promise<Uint8Array> {
  const { effect } = await startTransaction(await bench.request(), bench.mac.context);
  if (effect.type !== 'send') throw new TypeError('expected a message');
  return effect.bytes;
}

/** Any messages at all in a nested one. */
async function nested(value: readonly Uint8Array[]): Promise<PKIMessage> {
  const outer = decode(PKIMessage, await addProtection(await request(), context));
  const body = { type: 'nested', value } as const;
  return { ...outer, body: { value: body, der: encode(PKIBody, body) } };
}
