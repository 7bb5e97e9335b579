import { encodeName, nullName } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { receiveForged, refusalOf } from '../../testing/forged-answer.ts';
import { header, signedBy } from '../../testing/forgeries.ts';
import type { Forgery } from '../../testing/test-ca.ts';
import { createTestBench, name, type TestBench } from '../../testing/test-transaction.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

const expectations = { sender: name('CN=Expected CA,O=Example') };

describe('the sender of an answer under a MAC, where a name is expected', () => {
  it.each([
    ['that name', name('CN=Expected CA,O=Example')],
    ['that name turned around', name('O=Example,CN=Expected CA')],
    ['the reference of the secret, as RFC 9483, section 3.1, has it', name('CN=42')],
    ['nobody, as RFC 9810, section 5.1.1, allows beside a senderKID', encodeName(nullName)],
  ])('may be %s', async (_, sender) => {
    const step = await receiveForged(bench, { expectations, forge: () => sentBy(sender) });
    expect(step.state.stage.name).toBe('confirming');
  });

  it.each(['CN=43', 'O=42', 'CN=Expected CA', 'O=Example'])('may not be %s', async (sender) => {
    const step = await receiveForged(bench, { expectations, forge: () => sentBy(name(sender)) });
    expect(refusalOf(step)).toEqual({ checks: ['sender'], code: 'sender-differs' });
  });
});

describe('the sender of a signed answer', () => {
  const subject = 'CN=Expected CA,O=Example';
  const reversed = name('O=Example,CN=Expected CA');

  it("may be the signer's subject turned around, as EJBCA has it", async () => {
    const signer = await bench.ca.issueIdentity(subject);
    const forge = (): Forgery => ({ ...signedBy(signer, [bench.ca.issuing]), ...sentBy(reversed) });
    const step = await receiveForged(bench, { kind: 'signature', expectations, forge });
    expect(step.state.stage.name).toBe('confirming');
  });

  it('gives a signer no authority by an expected name turned around', async () => {
    const impostor = await bench.ca.issueIdentity('O=Example,CN=Expected CA');
    for (const sender of [name(subject), reversed]) {
      const forge = (): Forgery => ({ ...signedBy(impostor, [bench.ca.issuing]), ...sentBy(sender) });
      const step = await receiveForged(bench, { kind: 'signature', expectations, forge });
      expect(refusalOf(step)).toEqual({ checks: ['sender'], code: 'signer-not-authorized' });
    }
  });

  it.each([name('CN=42'), encodeName(nullName)])('is never a name that a MAC alone could prove', async (sender) => {
    const signer = await bench.ca.issueIdentity(subject);
    const forge = (): Forgery => ({ ...signedBy(signer, [bench.ca.issuing]), ...sentBy(sender) });
    const step = await receiveForged(bench, { kind: 'signature', expectations, forge });
    expect(refusalOf(step)).toEqual({ checks: ['sender'], code: 'sender-differs' });
  });
});

function sentBy(value: Uint8Array): Forgery {
  return header({ sender: { type: 'directoryName', value } });
}
