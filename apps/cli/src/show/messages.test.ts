import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encodeUnprotected, PKI_STATUS, protectPKIMessage } from '@crypto-cmp/cmp';
import {
  createCertificate,
  createKeyIdentifier,
  createSerialNumber,
  createSubjectKeyIdentifier,
  encodeName,
  encodePem,
  parseName,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fakeHost } from '../../test/fake-host.ts';
import { runCli } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'cmp-show-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = (name: string): string => join(folder, name);
const directoryName = (text: string) => ({ type: 'directoryName', value: encodeName(parseName(text)) }) as const;

/** An error of a CA, signed by it, with a control sequence in what it says. */
beforeAll(async () => {
  const keys = await nodeCrypto.generateKeyPair('ec-p256');
  const name = encodeName(parseName('CN=Test CA'));
  const certificate = await createCertificate({
    serialNumber: createSerialNumber(nodeCrypto),
    issuer: name,
    subject: name,
    notBefore: new Date(Date.now() - 1000),
    notAfter: new Date(Date.now() + 1_000_000),
    subjectPublicKeyInfo: keys.publicKey,
    extensions: [createSubjectKeyIdentifier(await createKeyIdentifier(keys.publicKey, nodeCrypto))],
    signer: keys.signer,
  });
  const draft = {
    header: {
      pvno: 2,
      sender: directoryName('CN=Test CA'),
      recipient: directoryName('CN=ap-7'),
      transactionID: nodeCrypto.randomBytes(16),
      senderNonce: nodeCrypto.randomBytes(16),
    },
    body: {
      type: 'error',
      value: { pKIStatusInfo: { status: PKI_STATUS.rejection, statusString: ['no \u001b[31mentry'], failInfo: [9] } },
    },
  } as const;
  const signed = await protectPKIMessage(
    draft,
    { kind: 'signature', signer: keys.signer, certificate, chain: [] },
    nodeCrypto,
  );
  const forged = Uint8Array.from(signed);
  const at = Buffer.from(forged).indexOf('entry');
  forged[at] = 'E'.charCodeAt(0);
  writeFileSync(path('signed.der'), signed);
  writeFileSync(path('signed.b64'), Buffer.from(signed).toString('base64').replaceAll(/.{64}/g, '$&\n'));
  writeFileSync(path('signed.pem'), encodePem('PKIXCMP', signed));
  writeFileSync(path('forged.der'), forged);
  writeFileSync(path('bare.der'), encodeUnprotected(draft));
  writeFileSync(path('short.der'), signed.subarray(0, 100));
  writeFileSync(path('random.bin'), 'certainly no message!');
  writeFileSync(path('empty.txt'), '');
});

async function run(...argv: readonly string[]) {
  const host = fakeHost();
  const code = await runCli(argv, host);
  return { code, printed: host.printed.join('\n'), said: host.said.join('\n') };
}

describe('cmp inspect', () => {
  it.each(['signed.der', 'signed.b64', 'signed.pem'])('shows %s as a tree', async (file) => {
    const { code, printed } = await run('inspect', path(file));
    expect(code).toBe(0);
    expect(printed).toMatch(/^ +0 {2}PKIMessage/);
    expect(printed).toMatch(/senderNonce .*OCTET STRING/);
    expect(printed).toContain('no \\u{1b}[31mentry');
    expect(printed).not.toContain('\u001b');
  });

  it('gives JSON', async () => {
    const { code, printed } = await run('inspect', '--json', path('signed.der'));
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ offset: 0, label: 'PKIMessage' });
  });

  it('shows what can be read of a broken message, says where it breaks, and ends with 1', async () => {
    const { code, printed, said } = await run('inspect', path('short.der'));
    expect(code).toBe(1);
    expect(printed).toContain('pvno');
    expect(said).toMatch(/short\.der: .+/);
  });

  it.each(['empty.txt', 'not-there.der'])('refuses %s', async (file) => {
    const { code, printed, said } = await run('inspect', path(file));
    expect({ code, printed }).toEqual({ code: 1, printed: '' });
    expect(said).toContain(file);
  });
});

describe('cmp explain', () => {
  it('says what a message says, and which of its proofs hold', async () => {
    const { code, printed } = await run('explain', path('signed.der'));
    expect(code).toBe(0);
    expect(printed).toContain('error: error: badPOP.');
    expect(printed).toContain('From CN=Test CA to CN=ap-7');
    expect(printed).toContain('Status: rejection, because of badPOP.');
    expect(printed).toMatch(/ok {3}signed \(ECDSA with SHA-256\) by the key of CN Test CA/);
    expect(printed).not.toContain('\u001b');
  });

  it('finds a message that was changed on the way, and ends with 1', async () => {
    const { code, printed } = await run('explain', path('forged.der'));
    expect(code).toBe(1);
    expect(printed).toMatch(/BAD {2}the signature .* does not fit the key of CN Test CA/);
  });

  it('warns of a message that anyone may have written', async () => {
    const { code, printed } = await run('explain', path('bare.der'));
    expect(code).toBe(1);
    expect(printed).toContain('BAD  no protection: anyone may have written this message');
  });

  it.each(['short.der', 'random.bin'])('refuses %s', async (file) => {
    const { code, said } = await run('explain', path(file));
    expect(code).toBe(1);
    expect(said).toContain('this is no PKIMessage');
  });
});
