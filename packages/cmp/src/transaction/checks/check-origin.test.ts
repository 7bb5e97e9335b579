import { createBasicConstraints } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { type ForgedAnswer, receiveForged, refusalOf } from '../../testing/forged-answer.ts';
import { body, changedBit, header, protectionAlg, reflectedNonce, signedBy, without } from '../../testing/forgeries.ts';
import { keyUsageOf } from '../../testing/test-ca.ts';
import { createTestBench, name, now, past, type TestBench, text } from '../../testing/test-transaction.ts';
import { CHECK_NAMES } from '../check-name.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

const forged: readonly ForgedAnswer[] = [
  {
    promise: 'a message that is longer than allowed',
    expectations: { maxMessageBytes: 100 },
    check: 'sizeAndContentType',
    code: 'message-too-large',
  },
  {
    promise: 'octets after the end of the message',
    forge: () => ({ bytes: (der) => Uint8Array.of(...der, 0) }),
    check: 'der',
    code: 'message-malformed',
  },
  {
    promise: 'a version that nobody speaks any more',
    forge: () => header({ pvno: 1 }),
    check: 'pvno',
    code: 'pvno-not-supported',
  },
  {
    promise: 'version 3 in answer to version 2',
    forge: () => header({ pvno: 3 }),
    check: 'pvno',
    code: 'pvno-not-supported',
  },
  {
    promise: 'a cp in answer to ir',
    forge: () => ({ body: (proper) => (proper.type === 'ip' ? { ...proper, type: 'cp' } : proper) }),
    check: 'bodyType',
    code: 'body-type-unexpected',
  },
  {
    promise: 'a pkiconf in answer to ir',
    forge: () => body({ type: 'pkiconf', value: null }),
    check: 'bodyType',
    code: 'body-type-unexpected',
  },
  {
    promise: 'a pollRep when nothing was delayed',
    forge: () => body({ type: 'pollRep', value: [{ certReqId: 0, checkAfter: 1 }] }),
    check: 'bodyType',
    code: 'body-type-unexpected',
  },
  {
    promise: 'another transactionID',
    forge: () => header({ transactionID: new Uint8Array(16) }),
    check: 'transactionID',
    code: 'transaction-id-differs',
  },
  {
    promise: 'no transactionID',
    forge: () => without('transactionID'),
    check: 'transactionID',
    code: 'transaction-id-differs',
  },
  {
    promise: 'a recipNonce that is not our senderNonce',
    forge: () => header({ recipNonce: new Uint8Array(16) }),
    check: 'recipNonce',
    code: 'recip-nonce-differs',
  },
  {
    promise: 'no recipNonce',
    forge: () => without('recipNonce'),
    check: 'recipNonce',
    code: 'recip-nonce-differs',
  },
  {
    promise: 'no senderNonce',
    forge: () => without('senderNonce'),
    check: 'senderNonce',
    code: 'sender-nonce-missing',
  },
  {
    promise: 'a senderNonce of fewer than 128 bits',
    forge: () => header({ senderNonce: new Uint8Array(15) }),
    check: 'senderNonce',
    code: 'sender-nonce-length',
  },
  {
    promise: 'a senderNonce of a thousand octets',
    forge: () => header({ senderNonce: new Uint8Array(1000) }),
    check: 'senderNonce',
    code: 'sender-nonce-length',
  },
  {
    promise: 'our own senderNonce sent back',
    forge: () => reflectedNonce,
    check: 'senderNonce',
    code: 'sender-nonce-repeated',
  },
  {
    promise: 'a messageTime outside the window',
    forge: () => header({ messageTime: new Date(now.getTime() + 301_000) }),
    check: 'messageTime',
    code: 'message-time-off',
  },
  {
    promise: 'an answer to somebody else',
    forge: () => header({ recipient: { type: 'directoryName', value: name('CN=somebody else') } }),
    check: 'recipient',
    code: 'recipient-differs',
  },
  {
    promise: 'another sender than the expected one',
    expectations: { sender: name('CN=Another CA') },
    check: 'sender',
    code: 'sender-differs',
  },
  {
    promise: "a sender that is not the signer's subject",
    kind: 'signature',
    forge: () => header({ sender: { type: 'directoryName', value: name('CN=Test CA') } }),
    check: 'sender',
    code: 'sender-differs',
  },
  {
    promise: 'a signer that is merely some certificate under the trust anchor',
    kind: 'signature',
    forge: async ({ ca }) => signedBy(await ca.issueIdentity('CN=another device'), [ca.issuing]),
    check: 'sender',
    code: 'signer-not-authorized',
  },
  {
    promise: 'a senderKID that is not the reference of the secret',
    forge: () => header({ senderKID: text('43') }),
    check: 'senderKID',
    code: 'sender-kid-differs',
  },
  {
    promise: "a senderKID that is not the signer's key identifier",
    kind: 'signature',
    forge: () => header({ senderKID: new Uint8Array(20) }),
    check: 'senderKID',
    code: 'sender-kid-differs',
  },
  {
    promise: 'no protection',
    forge: () => ({ protector: 'none' }),
    check: 'protectionPresent',
    code: 'protection-missing',
  },
  {
    promise: 'protection whose algorithm is not named',
    forge: () => protectionAlg(() => undefined),
    check: 'protectionPresent',
    code: 'protection-missing',
  },
  {
    promise: 'a signature in answer to a MAC',
    forge: ({ ca }) => signedBy(ca.signer, [ca.issuing]),
    check: 'protectionKind',
    code: 'protection-kind-differs',
  },
  {
    promise: 'a MAC in answer to a signature, even where any protection is allowed: it proves nothing',
    kind: 'signature',
    forge: ({ mac }) => ({ protector: mac.server }),
    expectations: { protection: 'any' },
    check: 'protectionKind',
    code: 'protection-kind-differs',
  },
  {
    promise: 'a protection that is neither MAC nor signature',
    forge: () => protectionAlg(() => ({ algorithm: '1.2.3' })),
    check: 'protectionKind',
    code: 'protection-not-supported',
  },
  {
    promise: 'more iterations than allowed',
    expectations: { macLimits: { minIterations: 1, maxIterations: 99, minSaltLength: 8, maxSaltLength: 64 } },
    check: 'macParameters',
    code: 'mac-parameters-refused',
  },
  {
    promise: 'MAC parameters of another type',
    forge: () => protectionAlg(({ algorithm }) => ({ algorithm, parameters: Uint8Array.of(0x05, 0x00) })),
    check: 'macParameters',
    code: 'mac-parameters-refused',
  },
  {
    promise: 'a MAC by another secret',
    forge: ({ mac }) => ({ protector: mac.stranger }),
    check: 'mac',
    code: 'mac-wrong',
  },
  {
    promise: 'a message under a MAC, of which one bit was changed',
    forge: () => changedBit,
    check: 'mac',
    code: 'mac-wrong',
  },
  {
    promise: 'a signed message of which one bit was changed',
    kind: 'signature',
    forge: () => changedBit,
    check: 'signature',
    code: 'signature-wrong',
  },
  {
    promise: 'a signer that chains to another root',
    kind: 'signature',
    forge: async () => {
      const { ca } = await createTestBench(nodeCrypto);
      return signedBy(ca.signer, [ca.issuing]);
    },
    check: 'signerChain',
    code: 'signer-not-trusted',
  },
  {
    promise: 'a signer that has expired',
    kind: 'signature',
    forge: async ({ ca }) => {
      const extensions = [createBasicConstraints({ cA: true })];
      return signedBy(await ca.issueIdentity('CN=Old CA', { ...past, extensions }), [ca.issuing]);
    },
    check: 'signerChain',
    code: 'signer-expired',
  },
  {
    promise: 'a signer whose key usage leaves digitalSignature out',
    kind: 'signature',
    forge: async ({ ca }) => {
      const extensions = [createBasicConstraints({ cA: true }), keyUsageOf('keyCertSign')];
      return signedBy(await ca.issueIdentity('CN=Sub CA', { extensions }), [ca.issuing]);
    },
    check: 'signerKeyUsage',
    code: 'signer-key-usage',
  },
];

describe('header and protection', () => {
  it.each(forged)('refuses $promise', async (one) => {
    const step = await receiveForged(bench, one);
    expect(refusalOf(step)).toEqual({ checks: [one.check], code: one.code });
    expect(step.effect).toMatchObject({ type: 'failed', farewell: { bodyType: 'error' } });
  });

  it('gives a verdict on every check, in order, even when the first one failed', async () => {
    const { checks } = await receiveForged(bench, { expectations: { maxMessageBytes: 1 } });
    expect(checks?.map((check) => check.name)).toEqual(CHECK_NAMES);
    expect(checks?.slice(1).filter(({ verdict }) => verdict !== 'not-applicable')).toEqual([]);
  });

  it('makes the other checks of header and protection too, when one of them failed', async () => {
    const { checks } = await receiveForged(bench, { forge: () => header({ recipNonce: new Uint8Array(16) }) });
    const verdicts = Object.fromEntries((checks ?? []).map((check) => [check.name, check.verdict]));
    expect(verdicts).toMatchObject({ transactionID: 'passed', mac: 'passed', pkiStatus: 'not-applicable' });
  });

  it.each([
    ['an expected sender without any mark', { sender: name('CN=CMP server') }, 'CN=CMP server'],
    ['nothing but the extended key usage cmcCA', {}, undefined],
  ])('lets a signer answer that has %s', async (_, expectations, subject) => {
    const step = await receiveForged(bench, {
      kind: 'signature',
      expectations,
      forge: async ({ ca }) =>
        signedBy(subject === undefined ? ca.signer : await ca.issueIdentity(subject), [ca.issuing]),
    });
    expect(step.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
  });
});
