import { decode } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { expect, it } from 'vitest';

import { INFO_TYPES } from '../messages/info-types.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { protectionKind } from '../protection/protection-kind.ts';
import { findSigner } from '../protection/find-signer.ts';
import { createTestBench, name } from '../testing/test-transaction.ts';
import { advance } from './advance.ts';
import { startTransaction } from './start-transaction.ts';
import type { Step } from './step.ts';
import type { TransactionContext } from './transaction-context.ts';

it('are in each message, the farewell too, behind what belongs there, and protected with it', async () => {
  const bench = await createTestBench(nodeCrypto);
  const messageTime = new Date('2024-05-06T07:08:09.500Z');
  const info = { infoType: '1.2.3.4', infoValue: Uint8Array.of(0x05, 0x00) };
  const more = bench.ca.root.der;
  const additions = { generalInfo: [info], extraCerts: [more, more], messageTime };
  const context: TransactionContext = { ...bench.signature.context, additions };
  const request = { ...(await bench.request()), implicitConfirm: true, recipient: name('CN=Test CA') };
  const first = await startTransaction(request, context);
  const farewell = await advance(first.state, { type: 'cancel' }, context);
  for (const bytes of [bytesOf(first), bytesOf(farewell)]) {
    const message = decode(PKIMessage, bytes);
    const { generalInfo = [], messageTime: time, protectionAlg } = message.header.value;
    expect(generalInfo.at(-1)).toEqual(info);
    expect(time).toEqual(new Date('2024-05-06T07:08:09Z'));
    expect(message.extraCerts?.filter((der) => der.length === more.length)).toEqual([more]);
    expect(message.extraCerts?.at(-1)).toEqual(more);
    expect(protectionAlg && protectionKind(protectionAlg)).toBe('signature');
    expect(await findSigner(message, [], nodeCrypto)).toMatchObject({ signature: 'verified' });
  }
  const { generalInfo = [] } = decode(PKIMessage, bytesOf(first)).header.value;
  expect(generalInfo[0]?.infoType).toBe(INFO_TYPES.implicitConfirm.oid);
});

function bytesOf({ effect }: Step): Uint8Array {
  if (effect.type === 'send') return effect.bytes;
  if (effect.type === 'failed' && effect.farewell !== undefined) return effect.farewell.bytes;
  throw new Error(`expected a message, got ${effect.type}`);
}
