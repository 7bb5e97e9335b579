import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import { parseCertificate } from '../certificate/parse-certificate.ts';
import { encodeName } from '../names/encode-name.ts';
import { parseName } from '../names/parse-name.ts';
import { createSigner, nodeCrypto } from '../node/index.ts';
import { encodePem } from '../pem.ts';
import { type Holder, issue as issueWith, testTime as now, type Wish } from './testing/issue.ts';
import { validatePath } from './validate-path.ts';

const issue = async (subject: string, issuer: Holder | undefined, wish: Wish = {}): Promise<Holder> =>
  issueWith(nodeCrypto, subject, issuer, wish);
const root = async (wish: Wish = {}) => issue('CN=Root,O=Example', undefined, { ca: true, ...wish });

async function three() {
  const anchor = await root();
  const ca = await issue('CN=Issuing CA,O=Example', anchor, { ca: true });
  return { target: await issue('CN=device,O=Example', ca), intermediates: [ca], anchors: [anchor] };
}

describe('validatePath', () => {
  it('accepts SHA-1 where it is told to', async () => {
    const anchor = await root({ keyType: 'rsa-2048' });
    const { key } = anchor;
    const forger = { ...key, signer: createSigner(key.privateKey, { hash: 'sha1' }) };
    const target = await issue('CN=device', anchor, { forger });
    const request = { intermediates: [], trustAnchors: [anchor.certificate], at: now, crypto: nodeCrypto };
    const verdict = await validatePath({ ...request, target: target.certificate, allowSha1: true });
    expect(verdict.valid).toBe(true);
  });

  it.skipIf(withoutOpenssl)('never accepts MD5', async () => {
    const { privateKey } = await nodeCrypto.generateKeyPair('rsa-2048');
    const make = async (...args: string[]) =>
      inFolder((path) => {
        writeFileSync(path('key'), encodePem('PRIVATE KEY', privateKey), { mode: 0o600 });
        const options = ['-config', '/dev/null', '-days', '30', '-key', path('key'), '-subj', '/CN=Root'];
        return parseCertificate(openssl(['req', '-x509', ...options, ...args, '-outform', 'DER']));
      });
    const anchor = await make('-addext', 'basicConstraints=critical,CA:TRUE');
    const target = { ...(await make('-md5')), subject: encodeName(parseName('CN=device')) };
    const verdict = await validatePath({
      target,
      intermediates: [],
      trustAnchors: [anchor],
      at: new Date(target.notBefore.getTime() + 1000),
      crypto: nodeCrypto,
      allowSha1: true,
    });
    expect(verdict).toMatchObject({ valid: false, code: 'algorithm-not-supported' });
  });

  it('gives a verdict on certificates whose names cannot be read', async () => {
    const { target, intermediates, anchors } = await three();
    const name = Uint8Array.of(0x30, 2, 0, 0);
    const request = {
      intermediates: intermediates.map(({ certificate }) => certificate),
      trustAnchors: anchors.map(({ certificate }) => certificate),
      at: now,
      crypto: nodeCrypto,
    };
    const nameless = { ...target.certificate, subject: name };
    expect(await validatePath({ ...request, target: { ...nameless, issuer: name } })).toMatchObject({
      code: 'issuer-unknown',
    });
    expect(await validatePath({ ...request, target: { ...nameless, notAfter: new Date(0) } })).toMatchObject({
      code: 'expired',
    });
  });

  it('takes no date that is none, the mistake of a caller', async () => {
    const { target, anchors } = await three();
    const trustAnchors = anchors.map(({ certificate }) => certificate);
    const request = { target: target.certificate, intermediates: [], trustAnchors, crypto: nodeCrypto };
    await expect(validatePath({ ...request, at: new Date('never') })).rejects.toThrow(TypeError);
  });

  it('names each certificate of the path, target first', async () => {
    const { target, intermediates, anchors } = await three();
    const result = await validatePath({
      target: target.certificate,
      intermediates: intermediates.map(({ certificate }) => certificate),
      trustAnchors: anchors.map(({ certificate }) => certificate),
      at: now,
      crypto: nodeCrypto,
    });
    expect(result).toEqual({
      valid: true,
      path: [target, ...intermediates, ...anchors].map(({ certificate }) => certificate),
    });
  });

  it('ends the search among CAs that all certify each other', async () => {
    const keys = await Promise.all(Array.from({ length: 12 }, async () => nodeCrypto.generateKeyPair('ec-p256')));
    const holders = await Promise.all(
      keys.map(async (key, index) => issue(`CN=CA ${index}`, undefined, { ca: true, key })),
    );
    const crossed = await Promise.all(
      holders.flatMap((subject, index) =>
        holders
          .filter((issuer) => issuer !== subject)
          .map(async (issuer) => issue(`CN=CA ${index}`, issuer, { ca: true, key: subject.key })),
      ),
    );
    const target = await issue('CN=device', holders[0]);
    const result = await validatePath({
      target: target.certificate,
      intermediates: crossed.map(({ certificate }) => certificate),
      trustAnchors: [(await root()).certificate],
      at: now,
      crypto: nodeCrypto,
    });
    expect(result).toMatchObject({ valid: false, code: 'search-too-large' });
  });

  it('verifies no more than a bounded number of signatures', async () => {
    const anchor = await root();
    const ca = await issue('CN=Issuing CA', anchor, { ca: true });
    const forgeries = await Promise.all(
      Array.from({ length: 80 }, async () => issue('CN=Issuing CA', anchor, { ca: true, forger: ca.key })),
    );
    const target = await issue('CN=device', ca);
    let verified = 0;
    const result = await validatePath({
      target: target.certificate,
      intermediates: forgeries.map(({ certificate }) => certificate),
      trustAnchors: [anchor.certificate],
      at: now,
      crypto: {
        ...nodeCrypto,
        verify: async (...call) => {
          verified++;
          return nodeCrypto.verify(...call);
        },
      },
    });
    expect(result.valid).toBe(false);
    expect(verified).toBeLessThanOrEqual(50);
  });
});
