import { concat, decode, encode, integer, sequence } from '@crypto-cmp/der';
import { type CryptoProvider, encodeName } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { PKIMessage } from '../messages/pki-message.ts';
import { receiveForged, refusalOf } from '../testing/forged-answer.ts';
import { header, protectionAlg, signedBy, withoutExtraCerts } from '../testing/forgeries.ts';
import { answerFirst, answerStep, createTestBench, name, type TestBench } from '../testing/test-transaction.ts';

/** Ways in which other implementations of CMP and CRMF have been crashed, stopped or deceived. */
let bench: TestBench;
beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe('the parameters of a MAC', () => {
  // A null pointer where PBMParameter was expected, and read as if it were one.
  it.each([
    ['absent', undefined],
    ['NULL', Uint8Array.of(0x05, 0x00)],
    ['BOOLEAN', Uint8Array.of(0x01, 0x01, 0xff)],
    ['an OCTET STRING', Uint8Array.of(0x04, 0x02, 0x30, 0x00)],
    ['an empty SEQUENCE', Uint8Array.of(0x30, 0x00)],
    ['a SEQUENCE of something else', encode(sequence({ one: integer }), { one: 1n })],
  ])('that are %s end in a refusal, not in a crash', async (_, parameters) => {
    const forge = () =>
      protectionAlg(({ algorithm }) => ({ algorithm, ...(parameters !== undefined && { parameters }) }));
    const { state, checks } = await receiveForged(bench, { forge });
    expect(state.stage.name).toBe('failed');
    expect(refusalOf({ state, ...(checks && { checks }) }).code).toMatch(/mac-parameters-refused|message-malformed/);
  });
});

describe('the name of a sender', () => {
  // Passed as the format of a log line, or written into a page as it is.
  const texts = ['%s%s%s%n', '%n%n%n%n', '${jndi:ldap://x}', '<script>alert(1)</script>', "'; DROP TABLE x; --"];
  it.each(texts)('that is %j is text and nothing else, for both kinds of protection', async (text) => {
    const sender = encodeName({ rdns: [[{ type: '2.5.4.3', value: text }]] });
    const expectations = { sender: name('CN=Expected CA') };
    for (const kind of ['mac', 'signature'] as const) {
      const forge = () => header({ sender: { type: 'directoryName', value: sender } });
      const step = await receiveForged(bench, { kind, expectations, forge });
      expect(refusalOf(step)).toMatchObject({ checks: ['sender'], code: 'sender-differs' });
    }
  });

  it('that moves the cursor, or turns the text around, is shown with its characters escaped', async () => {
    const sender = encodeName({ rdns: [[{ type: '2.5.4.3', value: 'a\u001b[2J\u202eb\nc' }]] });
    const forge = () => header({ sender: { type: 'directoryName', value: sender } });
    const step = await receiveForged(bench, { expectations: { sender: name('CN=Expected CA') }, forge });
    const { message } = 'failure' in step.state.stage ? step.state.stage.failure : { message: '' };
    expect(message).toContain('sender');
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('extraCerts', () => {
  // Each kept for the transaction, and each one a candidate for each signature: work and memory without end.
  it('of hundreds of certificates with the name of the signer cost five verifications', async () => {
    const namesakes = await manyNamesakes();
    const { verify, count } = counting();
    const crypto = { ...nodeCrypto, verify };
    const forge = () => ({
      bytes: (der: Uint8Array) => encode(PKIMessage, { ...decode(PKIMessage, der), extraCerts: namesakes }),
    });
    const step = await receiveForged(bench, { kind: 'signature', forge, context: { crypto } });
    expect(refusalOf(step)).toMatchObject({ checks: ['sender', 'senderKID', 'signature'] });
    expect(count()).toBe(5);
  });

  it('of hundreds of certificates beside that of the signer leave no more than twenty behind', async () => {
    const namesakes = await manyNamesakes();
    const { server, context } = bench.signature;
    const first = await answerFirst(bench, bench.signature, await bench.request(), { extraCerts: namesakes });
    expect(first.state.extraCerts.length).toBe(20);
    const last = await answerStep(bench.ca, server, first, context, withoutExtraCerts);
    expect(last.effect.type).toBe('succeeded');
  });

  it('of thousands of certificates are no message at all', async () => {
    const certificates = Array.from({ length: 3000 }, (_, index) =>
      tlv(0x30, Uint8Array.of(4, 2, index >> 8, index % 256)),
    );
    const forge = () => ({
      bytes: (der: Uint8Array) => {
        const { header: head, body, protection = new Uint8Array() } = decode(PKIMessage, der);
        const bits = tlv(0xa0, tlv(0x03, concat(Uint8Array.of(0), protection)));
        return tlv(0x30, concat(head.der, body.der, bits, tlv(0xa1, tlv(0x30, concat(...certificates)))));
      },
    });
    const step = await receiveForged(bench, { kind: 'signature', forge });
    expect(refusalOf(step)).toEqual({ checks: ['der'], code: 'message-malformed' });
    expect(step.checks?.find((check) => check.name === 'der')?.detail).toMatch(/extraCerts.*1000/);
  });

  // The signer of the last message forgotten: a CA that sends its certificate once could never confirm.
  it('may leave the signer out of pkiconf, once it was validated', async () => {
    const { server, context } = bench.signature;
    const first = await answerFirst(bench, bench.signature, await bench.request());
    const last = await answerStep(bench.ca, server, first, context, withoutExtraCerts);
    expect(last.effect.type).toBe('succeeded');
  });

  it('of the first message vouch for nobody else in the second one', async () => {
    const { server, context } = bench.signature;
    const stranger = await bench.ca.issueIdentity('CN=Stranger');
    const first = await answerFirst(bench, bench.signature, await bench.request(), {
      extraCerts: [stranger.certificate.der],
    });
    const forgery = { ...signedBy(stranger, []), ...withoutExtraCerts };
    const last = await answerStep(bench.ca, server, first, context, forgery);
    expect(refusalOf(last)).toEqual({ checks: ['sender'], code: 'signer-not-authorized' });
  });
});

describe('the CMP server', () => {
  // Whoever has any certificate of the CA answers in its place.
  it.each(['CN=another device', 'CN=Test CA', 'CN=Test CMP signer'])(
    'is not whoever holds some certificate under the anchor, not even as %s',
    async (subject) => {
      const forge = async () => signedBy(await bench.ca.issueIdentity(subject), [bench.ca.issuing]);
      const step = await receiveForged(bench, { kind: 'signature', forge });
      expect(refusalOf(step)).toEqual({ checks: ['sender'], code: 'signer-not-authorized' });
    },
  );
});

describe('an issued certificate', () => {
  it('for another key is not taken, and its rejection says so', async () => {
    const other = await nodeCrypto.generateKeyPair('ec-p256');
    const step = await receiveForged(bench, {
      forge: () => ({
        certificate: async ({ subject, extensions }) => bench.ca.issue(subject, other.publicKey, { extensions }),
      }),
    });
    expect(refusalOf(step)).toEqual({ checks: ['certificateKey'], code: 'certificate-key-differs' });
    expect(step.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
  });
});

/** Certificates of the signer's name, each with another serial number, which nobody has signed so. */
async function manyNamesakes(): Promise<readonly Uint8Array[]> {
  const { der, serialNumber } = (await bench.ca.issueIdentity('CN=Test CMP signer')).certificate;
  const last = Buffer.from(der).indexOf(serialNumber) + serialNumber.length - 1;
  return Array.from({ length: 900 }, (_, index) => {
    const changed = Uint8Array.from(der);
    changed.set([index >> 8, index % 256], last - 1);
    return changed;
  });
}

/** Our own encoder would not write it. */
function tlv(tag: number, content: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(tag, ...lengthOctets(content.length)), content);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets = [length >> 16, (length >> 8) & 0xff, length & 0xff];
  const needed = octets.slice(octets.findIndex((octet) => octet !== 0));
  return [0x80 + needed.length, ...needed];
}

function counting(): { readonly verify: CryptoProvider['verify']; readonly count: () => number } {
  let calls = 0;
  return {
    verify: async (...input) => {
      calls++;
      return nodeCrypto.verify(...input);
    },
    count: () => calls,
  };
}
