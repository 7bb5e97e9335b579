import { createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RunningLabCa, startLabCa } from '@crypto-cmp/lab-ca/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fakeHost } from '../../test/fake-host.ts';
import { runCli } from '../run-cli.ts';

let folder: string;
let lab: RunningLabCa;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cmp-keys-'));
  lab = await startLabCa({ folder: path('lab'), port: 0 });
  writeKey('ec.key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  writeKey('rsa.key', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  writeKey('ed.key', generateKeyPairSync('ed25519').privateKey);
  writeKey('x25519.key', generateKeyPairSync('x25519').privateKey);
  writeKey('kem.key', generateKeyPairSync('ml-kem-768').privateKey);
  const { code, said } = await cmp('-newkey', path('rsa.key'), '-certout', path('rsa.pem'));
  if (code !== 0) throw new Error(said);
});

afterAll(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
});

function writeKey(name: string, key: KeyObject): void {
  writeFileSync(path(name), key.export({ format: 'pem', type: 'pkcs8' }));
}

async function cmp(...more: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const { referenceId, secret } = lab.connection;
  return bare('-ref', referenceId, '-secret', `pass:${secret}`, '-subject', '/O=Example/CN=ap-7', ...more);
}

async function bare(...more: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const { url, path: cmpPath } = lab.connection;
  const host = fakeHost();
  const given = more.includes('-cmd') ? [] : ['-cmd', 'ir'];
  const all = ['-config', '', '-server', `${url}${cmpPath}`, '-trusted', lab.rootCertificatePath, ...given, ...more];
  return { code: await runCli(all, host), said: [...host.said, ...host.printed].join('') };
}

async function show(command: 'explain' | 'inspect', file: string): Promise<{ code: number; said: string }> {
  const host = fakeHost();
  return { code: await runCli([command, path(file)], host), said: [...host.said, ...host.printed].join('\n') };
}

function expectPair(certificate: string, key: KeyObject): void {
  expect(new X509Certificate(readFileSync(path(certificate))).checkPrivateKey(key)).toBe(true);
}

describe('-centralkeygen', () => {
  const out = (name: string): string[] => ['-certout', path(`${name}.pem`), '-newkeyout', path(`${name}.key`)];

  it('saves the key that the CA makes, for its owner alone', async () => {
    const { code, said } = await cmp('-centralkeygen', ...out('made'));
    expect(code, said).toBe(0);
    const pem = readFileSync(path('made.key'), 'utf8');
    expectPair('made.pem', createPrivateKey(pem));
    expect(statSync(path('made.key')).mode & 0o777).toBe(0o600);
    expect(said).toContain('is not encrypted');
    expect(said).not.toContain(pem.split('\n')[1]);
  });

  it('is explained and shown, and the key is not in it', async () => {
    const files = [path('q.der'), path('a.der')];
    const wires = ['-reqout', files[0] ?? '', '-rspout', files[1] ?? ''];
    expect(await cmp('-centralkeygen', ...wires, ...out('shown'))).toMatchObject({ code: 0 });
    expect((await show('explain', 'q.der')).said).toContain('the CA is to make the key');
    const told = (await show('explain', 'a.der')).said;
    expect(told).toMatch(/Brings the certificate \w+ for CN=ap-7,O=Example, issued by /);
    expect(told).toContain(
      'the private key, which the CA made, in an EnvelopedData, encrypted under the shared secret.',
    );
    const { code, said } = await show('inspect', 'a.der');
    expect(code).toBe(0);
    expect(said).toContain('encrypted by password');
    expect(said).toContain('signedData · AES-256-CBC');
  });

  it('is what -popo -1 means too', async () => {
    expect(await cmp('-popo', '-1', ...out('popo'))).toMatchObject({ code: 0 });
    expectPair('popo.pem', createPrivateKey(readFileSync(path('popo.key'))));
  });

  it('encrypts the key where -newkeypass is given', async () => {
    writeFileSync(path('locked.key'), 'older', { mode: 0o644 });
    const { code, said } = await cmp('-centralkeygen', '-newkeypass', 'pass:12345', ...out('locked'));
    expect(code, said).toBe(0);
    const pem = readFileSync(path('locked.key'), 'utf8');
    expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
    expectPair('locked.pem', createPrivateKey({ key: pem, passphrase: '12345' }));
    expect(statSync(path('locked.key')).mode & 0o777).toBe(0o600);
  });

  it('asks for a key of the type of -newkey', async () => {
    expect(await cmp('-centralkeygen', '-newkey', path('ed.key'), ...out('like'))).toMatchObject({ code: 0 });
    expect(createPrivateKey(readFileSync(path('like.key'))).asymmetricKeyType).toBe('ed25519');
  });

  it('takes the key to that of -cert, for cr and kur', async () => {
    const own = ['-cert', path('rsa.pem'), '-key', path('rsa.key'), '-untrusted', path('rsa.pem')];
    for (const command of ['cr', 'kur']) {
      const { code, said } = await bare('-cmd', command, ...own, '-centralkeygen', ...out(command));
      expect(code, said).toBe(0);
      expectPair(`${command}.pem`, createPrivateKey(readFileSync(path(`${command}.key`))));
    }
  });

  it.each([
    [['-centralkeygen'], /-newkeyout: /],
    [['-popo', '-1'], /-newkeyout: /],
    [['-centralkeygen', '-popo', '1', '-newkeyout', 'made.key'], /-popo: 1 makes no sense with -centralkeygen/],
    [['-centralkeygen', '-newkeyout', 'nowhere/made.key'], /-newkeyout: there is no folder/],
  ])('is refused with the option to correct: %j', async (more, words) => {
    const { code, said } = await cmp(...more, '-certout', path('refused.pem'));
    expect(code).toBe(1);
    expect(said).toMatch(words);
  });
});

describe('-popo 2', () => {
  it.each(['ec.key', 'rsa.key', 'x25519.key', 'kem.key'])('reads the certificate encrypted to %s', async (name) => {
    const files = ['-certout', path('encrypted.pem'), '-rspout', path('encrypted.der')];
    const { code, said } = await cmp('-popo', '2', '-newkey', path(name), ...files);
    expect(code, said).toBe(0);
    expect((await show('explain', 'encrypted.der')).said).toMatch(/a certificate in an EnvelopedData, encrypted to a/);
    expectPair('encrypted.pem', createPrivateKey(readFileSync(path(name))));
  });

  it.each([
    [['-popo', '2', '-newkey', 'ed.key'], /-popo: 2 needs a private key that decrypts/],
    [['-newkey', 'x25519.key'], /-newkey: the key in .* cannot sign\. Give -popo 2/],
  ])('is refused, or advised, with the key at hand: %j', async (more, words) => {
    const named = more.map((word) => (word.endsWith('.key') ? path(word) : word));
    const { code, said } = await cmp(...named, '-certout', path('refused.pem'));
    expect(code).toBe(1);
    expect(said).toMatch(words);
  });
});
