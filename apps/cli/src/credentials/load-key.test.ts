import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { loadAnyKey, loadPrivateKey } from './load-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'cmp-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');
const cipher = { cipher: 'aes-256-cbc', passphrase: '12345' } as const;

const files: readonly [name: string, content: string | Buffer, publicKey: KeyObject][] = [
  ['pkcs8.pem', ec.privateKey.export({ format: 'pem', type: 'pkcs8' }), ec.publicKey],
  ['pkcs8.der', ed25519.privateKey.export({ format: 'der', type: 'pkcs8' }), ed25519.publicKey],
  ['sec1.pem', ec.privateKey.export({ format: 'pem', type: 'sec1' }), ec.publicKey],
  ['sec1.der', ec.privateKey.export({ format: 'der', type: 'sec1' }), ec.publicKey],
  ['pkcs1.pem', rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }), rsa.publicKey],
  ['pkcs1.der', rsa.privateKey.export({ format: 'der', type: 'pkcs1' }), rsa.publicKey],
  ['encrypted-pkcs8.pem', ec.privateKey.export({ format: 'pem', type: 'pkcs8', ...cipher }), ec.publicKey],
  ['encrypted-pkcs8.der', rsa.privateKey.export({ format: 'der', type: 'pkcs8', ...cipher }), rsa.publicKey],
  ['encrypted-sec1.pem', ec.privateKey.export({ format: 'pem', type: 'sec1', ...cipher }), ec.publicKey],
];
const spki = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('hex');

function sourceOf(name: string, content: string | Buffer, passphrase?: string) {
  const file = join(folder, name);
  writeFileSync(file, content);
  return { file, option: 'newkey', passphrase, passphraseOption: 'newkeypass' } as const;
}

describe('loadPrivateKey', () => {
  it.each(files)('reads %s', async (name, content, publicKey) => {
    const signer = await loadPrivateKey(sourceOf(name, content, '12345'), 'sha256');
    expect(Buffer.from(signer.publicKey).toString('hex')).toBe(spki(publicKey));
  });

  it.each(files.filter(([name]) => name.startsWith('encrypted') && name.endsWith('.pem')))(
    'says what is missing for %s, and what is wrong',
    async (name, content) => {
      await expect(loadPrivateKey(sourceOf(name, content), 'sha256')).rejects.toThrow(/^-newkey: .* in -newkeypass$/);
      await expect(loadPrivateKey(sourceOf(name, content, 'wrong'), 'sha256')).rejects.toThrow(/^-newkeypass: /);
    },
  );

  it.each([
    ['random.bin', 'certainly no key'],
    ['public.pem', ec.publicKey.export({ format: 'pem', type: 'spki' })],
  ])('refuses %s', async (name, content) => {
    const source = sourceOf(name, content);
    await expect(loadPrivateKey(source, 'sha256')).rejects.toThrow('-newkey: expected a private key in PEM or DER');
  });
});

describe('loadAnyKey', () => {
  it('takes a public key where that is all there is', async () => {
    for (const format of ['pem', 'der'] as const) {
      const content =
        format === 'pem' ? ec.publicKey.export({ format, type: 'spki' }) : Buffer.from(spki(ec.publicKey), 'hex');
      const { signer, publicKey } = await loadAnyKey(sourceOf(`public.${format}`, content), 'sha256');
      expect(signer).toBeUndefined();
      expect(Buffer.from(publicKey).toString('hex')).toBe(spki(ec.publicKey));
    }
  });
});
