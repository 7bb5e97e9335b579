import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBasicConstraints } from '../extensions/basic-constraints.ts';
import type { KeyUsage } from '../extensions/key-usage.ts';
import { encodeName } from '../names/encode-name.ts';
import { parseName } from '../names/parse-name.ts';
import type { KeyPair } from '../keys/crypto-provider.ts';
import { createSigner, nodeCrypto } from '../node/index.ts';
import { encodePem } from '../pem.ts';
import type { Extension } from '../structures/extension.ts';
import type { GeneralName } from '../structures/general-name.ts';
import type { PathRefusalCode } from './path-verdict.ts';
import { type Holder, issue as issueWith, testTime as now, type Wish } from './testing/issue.ts';
import { validatePath } from './validate-path.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cmp-path-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const issue = async (subject: string, issuer: Holder | undefined, wish: Wish = {}): Promise<Holder> =>
  issueWith(nodeCrypto, subject, issuer, wish);

interface Chain {
  readonly target: Holder;
  readonly intermediates?: readonly Holder[];
  readonly anchors: readonly Holder[];
  readonly keyUsage?: KeyUsage;
}

const dns = (value: string): GeneralName => ({ type: 'dNSName', value });
const root = async (wish: Wish = {}) => issue('CN=Root,O=Example', undefined, { ca: true, ...wish });
const CA: readonly KeyUsage[] = ['keyCertSign', 'cRLSign'];

/** Root, issuing CA and target, each with its wishes. */
async function three(wishes: { root?: Wish; ca?: Wish; target?: Wish } = {}): Promise<Chain> {
  const anchor = await root(wishes.root);
  const ca = await issue('CN=Issuing CA,O=Example', anchor, { ca: true, keyUsage: CA, ...wishes.ca });
  const target = await issue('CN=device,O=Example', ca, wishes.target);
  return { target, intermediates: [ca], anchors: [anchor] };
}

/** The same key, with a signer of another hash. */
const bySha1 = ({ key }: Holder): KeyPair => ({ ...key, signer: createSigner(key.privateKey, { hash: 'sha1' }) });

interface Case {
  readonly chain: () => Promise<Chain>;
  readonly verdict: 'valid' | PathRefusalCode;
  /** What `openssl verify` says, where it says something else; the reason stands in the name of the case. */
  readonly openssl?: 'valid' | 'refused';
}

const critical = (extnID: string): Extension => ({ extnID, critical: true, extnValue: Uint8Array.of(5, 0) });

const CASES: Readonly<Record<string, Case>> = {
  'a root and a target': {
    chain: async () => {
      const anchor = await root();
      return { target: await issue('CN=device', anchor), anchors: [anchor] };
    },
    verdict: 'valid',
  },
  'a root, a CA and a target': { chain: async () => three(), verdict: 'valid' },
  'RSA, P-384, P-521, Ed25519 and Ed448 in one chain': {
    chain: async () => {
      const anchor = await root({ keyType: 'rsa-2048' });
      const [one, two, three_, four] = ['ec-p384', 'ec-p521', 'ed25519', 'ed448'] as const;
      const a = await issue('CN=A', anchor, { ca: true, keyType: one });
      const b = await issue('CN=B', a, { ca: true, keyType: two });
      const c = await issue('CN=C', b, { ca: true, keyType: three_ });
      const d = await issue('CN=D', c, { ca: true, keyType: four });
      return { target: await issue('CN=device', d), intermediates: [d, b, a, c], anchors: [anchor] };
    },
    verdict: 'valid',
  },
  'a target that is itself an anchor': {
    chain: async () => {
      const self = await issue('CN=server', undefined);
      return { target: self, anchors: [self] };
    },
    verdict: 'valid',
  },
  'an intermediate CA as the anchor': {
    chain: async () => {
      const { target, intermediates = [] } = await three();
      return { target, anchors: intermediates };
    },
    verdict: 'valid',
  },
  'the first of two CAs of one name has another key': {
    chain: async () => {
      const { target, intermediates = [], anchors } = await three();
      const [anchor] = anchors;
      const twin = await issue('CN=Issuing CA,O=Example', anchor, { ca: true });
      return { target, intermediates: [twin, ...intermediates], anchors };
    },
    verdict: 'valid',
  },
  'names that differ only in case and spaces': {
    chain: async () => {
      const anchor = await root();
      const alike = {
        ...anchor,
        certificate: { ...anchor.certificate, subject: encodeName(parseName('CN=ROOT,O=example')) },
      };
      return { target: await issue('CN=device', alike), anchors: [anchor] };
    },
    verdict: 'valid',
  },
  'no trust anchor': {
    chain: async () => ({ ...(await three()), anchors: [] }),
    verdict: 'trust-anchor-missing',
  },
  'an anchor of another CA': {
    chain: async () => ({ ...(await three()), anchors: [await issue('CN=Other Root', undefined, { ca: true })] }),
    verdict: 'issuer-unknown',
  },
  'an anchor with the right name and another key': {
    chain: async () => ({ ...(await three()), anchors: [await root()] }),
    verdict: 'signature-wrong',
  },
  'the intermediate CA is missing': {
    chain: async () => ({ ...(await three()), intermediates: [] }),
    verdict: 'issuer-unknown',
  },
  'a self-signed target that is no anchor': {
    chain: async () => ({ target: await issue('CN=server', undefined), anchors: [await root()] }),
    verdict: 'issuer-unknown',
  },
  'a forged target': {
    chain: async () => three({ target: { forger: await nodeCrypto.generateKeyPair('ec-p256') } }),
    verdict: 'signature-wrong',
  },
  'an expired target': {
    chain: async () => three({ target: { notAfter: new Date(now.getTime() - 1000) } }),
    verdict: 'expired',
  },
  'an expired CA': {
    chain: async () => three({ ca: { notAfter: new Date(now.getTime() - 1000) } }),
    verdict: 'expired',
  },
  'an expired root': {
    chain: async () => three({ root: { notAfter: new Date(now.getTime() - 1000) } }),
    verdict: 'expired',
  },
  'a target of tomorrow': {
    chain: async () => three({ target: { notBefore: new Date(now.getTime() + 1000) } }),
    verdict: 'not-yet-valid',
  },
  'a CA without basicConstraints': { chain: async () => three({ ca: { ca: false } }), verdict: 'not-a-ca' },
  'a CA whose basicConstraints say no': {
    chain: async () => three({ ca: { ca: false, extensions: [createBasicConstraints({ cA: false })] } }),
    verdict: 'not-a-ca',
  },
  'a CA that may not sign certificates': {
    chain: async () => three({ ca: { keyUsage: ['digitalSignature'] } }),
    verdict: 'key-usage',
  },
  'a root that may not sign certificates': {
    chain: async () => three({ root: { keyUsage: ['cRLSign'] } }),
    verdict: 'key-usage',
  },
  'a CA below a path length of 0': {
    chain: async () => three({ root: { ca: { pathLen: 0 } } }),
    verdict: 'path-too-long',
  },
  'a target below a path length of 0': {
    chain: async () => three({ ca: { ca: { pathLen: 0 } } }),
    verdict: 'valid',
  },
  'a self-issued CA below a path length of 0': {
    chain: async () => {
      const anchor = await root({ ca: { pathLen: 0 } });
      const rolled = await issue('CN=Root,O=Example', anchor, { ca: true });
      return { target: await issue('CN=device', rolled), intermediates: [rolled], anchors: [anchor] };
    },
    verdict: 'valid',
  },
  'an unknown critical extension in the target': {
    chain: async () => three({ target: { extensions: [critical('1.2.3.4')] } }),
    verdict: 'critical-extension-unknown',
  },
  'an unknown critical extension in the CA': {
    chain: async () => three({ ca: { extensions: [critical('1.2.3.4')] } }),
    verdict: 'critical-extension-unknown',
  },
  'an unknown extension that is not critical': {
    chain: async () => three({ target: { extensions: [{ ...critical('1.2.3.4'), critical: false }] } }),
    verdict: 'valid',
  },
  'basicConstraints that are not DER': {
    chain: async () =>
      three({
        ca: { ca: false, extensions: [{ extnID: '2.5.29.19', critical: true, extnValue: Uint8Array.of(0x30, 5) }] },
      }),
    verdict: 'extension-malformed',
  },
  'a host inside of the permitted domain': {
    chain: async () => three({ ca: { permitted: [dns('example.com')] }, target: { sans: [dns('a.example.com')] } }),
    verdict: 'valid',
  },
  'a host outside of the permitted domain': {
    chain: async () => three({ ca: { permitted: [dns('example.com')] }, target: { sans: [dns('a.example.org')] } }),
    verdict: 'name-not-permitted',
  },
  'a host inside of an excluded domain': {
    chain: async () => three({ ca: { excluded: [dns('example.com')] }, target: { sans: [dns('a.example.com')] } }),
    verdict: 'name-not-permitted',
  },
  'a host that the root permits and the CA does not': {
    chain: async () =>
      three({
        root: { permitted: [dns('example.com')] },
        ca: { permitted: [dns('b.example.com')] },
        target: { sans: [dns('a.example.com')] },
      }),
    verdict: 'name-not-permitted',
  },
  'a subject outside of the permitted directory': {
    chain: async () =>
      three({ ca: { permitted: [{ type: 'directoryName', value: encodeName(parseName('O=Other')) }] } }),
    verdict: 'name-not-permitted',
  },
  'a subject inside of the permitted directory': {
    chain: async () =>
      three({ ca: { permitted: [{ type: 'directoryName', value: encodeName(parseName('O=Example')) }] } }),
    verdict: 'valid',
  },
  'an e-mail address in the subject outside of the permitted host': {
    chain: async () => {
      const anchor = await root({ permitted: [{ type: 'rfc822Name', value: 'example.com' }] });
      return { target: await issue('emailAddress=ann@example.org,CN=ann', anchor), anchors: [anchor] };
    },
    verdict: 'name-not-permitted',
  },
  'an address outside of the permitted network': {
    chain: async () =>
      three({
        ca: { permitted: [{ type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0) }] },
        target: { sans: [{ type: 'iPAddress', value: Uint8Array.of(198, 51, 100, 1) }] },
      }),
    verdict: 'name-not-permitted',
  },
  'a wildcard that covers an excluded host (openssl takes it for a host of its own)': {
    chain: async () =>
      three({ ca: { excluded: [dns('secret.example.com')] }, target: { sans: [dns('*.example.com')] } }),
    verdict: 'name-not-permitted',
    openssl: 'valid',
  },
  'a wildcard beside an excluded host': {
    chain: async () =>
      three({ ca: { excluded: [dns('secret.example.com')] }, target: { sans: [dns('*.a.example.com')] } }),
    verdict: 'valid',
  },
  'a wildcard inside of the permitted domain': {
    chain: async () => three({ ca: { permitted: [dns('example.com')] }, target: { sans: [dns('*.example.com')] } }),
    verdict: 'valid',
  },
  'an address under an excluded network without its mask': {
    chain: async () =>
      three({
        ca: { excluded: [{ type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 0) }] },
        target: { sans: [{ type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 1) }] },
      }),
    verdict: 'name-constraint-not-supported',
  },
  'an international mailbox under a constraint on mailboxes': {
    chain: async () => {
      const value = { typeId: '1.3.6.1.5.5.7.8.9', value: Uint8Array.of(12, 7, ...Buffer.from('ä@b.de')) };
      return three({
        ca: { excluded: [{ type: 'rfc822Name', value: 'b.de' }] },
        target: { sans: [{ type: 'otherName', value }] },
      });
    },
    verdict: 'name-constraint-not-supported',
  },
  'a path length below 0, from which counting down never comes to 0': {
    chain: async () => {
      const anchor = await root({ ca: { pathLen: -1 } });
      const ca = await issue('CN=A', anchor, { ca: true });
      return { target: await issue('CN=device', ca), intermediates: [ca], anchors: [anchor] };
    },
    verdict: 'extension-malformed',
  },
  'a signature with SHA-1 (openssl verify takes it unless told of a security level)': {
    chain: async () => {
      const anchor = await root();
      return { target: await issue('CN=device', anchor, { forger: bySha1(anchor) }), anchors: [anchor] };
    },
    verdict: 'algorithm-not-supported',
    openssl: 'valid',
  },
  'a root whose own signature is by SHA-1, which is never looked at': {
    chain: async () => {
      const key = await nodeCrypto.generateKeyPair('rsa-2048');
      const anchor = await root({ key: { ...key, signer: createSigner(key.privateKey, { hash: 'sha1' }) } });
      return { target: await issue('CN=device', { ...anchor, key }), anchors: [anchor] };
    },
    verdict: 'valid',
  },
  'a signer that may not sign (openssl verify is not told what for)': {
    chain: async () => ({ ...(await three({ target: { keyUsage: ['keyAgreement'] } })), keyUsage: 'digitalSignature' }),
    verdict: 'key-usage',
    openssl: 'valid',
  },
  'a signer that may sign': {
    chain: async () => ({
      ...(await three({ target: { keyUsage: ['digitalSignature'] } })),
      keyUsage: 'digitalSignature',
    }),
    verdict: 'valid',
  },
};

describe('validatePath', () => {
  it.each(Object.entries(CASES))('judges as openssl verify does: %s', async (name, { chain, verdict, openssl }) => {
    const { target, intermediates = [], anchors, keyUsage } = await chain();
    const result = await validatePath({
      target: target.certificate,
      intermediates: intermediates.map(({ certificate }) => certificate),
      trustAnchors: anchors.map(({ certificate }) => certificate),
      at: now,
      crypto: nodeCrypto,
      ...(keyUsage !== undefined && { keyUsage }),
    });
    expect(result.valid ? 'valid' : result.code).toBe(verdict);
    const expected = openssl ?? (verdict === 'valid' ? 'valid' : 'refused');
    expect(opensslVerify(name, { target, intermediates, anchors })).toBe(expected);
  });
});

function opensslVerify(name: string, { target, intermediates = [], anchors }: Chain): 'valid' | 'refused' {
  const file = (kind: string, holders: readonly Holder[]): string => {
    const path = join(folder, `${name.replaceAll(/\W+/g, '-').slice(0, 60)}-${kind}.pem`);
    writeFileSync(path, holders.map(({ certificate }) => encodePem('CERTIFICATE', certificate.der)).join(''));
    return path;
  };
  const time = String(now.getTime() / 1000);
  const trust = anchors.length > 0 ? ['-CAfile', file('anchors', anchors)] : ['-no-CAfile'];
  const untrusted = intermediates.length > 0 ? ['-untrusted', file('untrusted', intermediates)] : [];
  const { status, error } = spawnSync(
    'openssl',
    [
      'verify',
      '-no-CApath',
      '-no-CAstore',
      '-partial_chain',
      '-attime',
      time,
      ...trust,
      ...untrusted,
      file('target', [target]),
    ],
    { encoding: 'utf8' },
  );
  if (error) throw error;
  return status === 0 ? 'valid' : 'refused';
}
