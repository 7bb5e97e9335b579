import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  CONTROL_TYPES,
  encodeUnprotected,
  INFO_TYPES,
  PKI_STATUS,
  type PKIBody,
  protectPKIMessage,
} from '@crypto-cmp/cmp';
import { encode } from '@crypto-cmp/der';
import {
  createCertificate,
  createCertificateList,
  createKeyIdentifier,
  createRevocationReason,
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
  const body = (value: PKIBody, name: string): void =>
    writeFileSync(path(name), encodeUnprotected({ header: draft.header, body: value }));
  const info = (of: keyof typeof INFO_TYPES, infoValue?: Uint8Array) => [
    { infoType: INFO_TYPES[of].oid, ...(infoValue !== undefined && { infoValue }) },
  ];
  const { KemCiphertextInfo, crls, rootCaCert, rootCaKeyUpdate, caCerts, crlStatusList, certReqTemplate } = INFO_TYPES;
  const ciphertext = { kem: { algorithm: '2.16.840.1.101.3.4.4.2' }, ct: new Uint8Array(1088) };
  const crl = await createCertificateList({
    issuer: name,
    thisUpdate: new Date('2026-01-02'),
    nextUpdate: new Date('2026-02-03'),
    revoked: [{ serialNumber: Uint8Array.of(9), revocationDate: new Date('2026-01-01') }],
    crlNumber: 1n,
    authorityKeyIdentifier: await createKeyIdentifier(keys.publicKey, nodeCrypto),
    signer: keys.signer,
  });
  body({ type: 'genm', value: info('KemCiphertextInfo') }, 'kem-question.der');
  body({ type: 'genp', value: info('KemCiphertextInfo', encode(KemCiphertextInfo.value, ciphertext)) }, 'kem.der');
  body({ type: 'genp', value: info('crls', encode(crls.value, [crl])) }, 'crls.der');
  body({ type: 'crlann', value: [crl] }, 'crlann.der');
  const update = { newWithNew: certificate, oldWithNew: certificate };
  body({ type: 'genp', value: info('rootCaKeyUpdate', encode(rootCaKeyUpdate.value, update)) }, 'root.der');
  body({ type: 'genm', value: info('rootCaCert', encode(rootCaCert.value, certificate)) }, 'root-question.der');
  body({ type: 'genp', value: info('caCerts', encode(caCerts.value, [certificate, certificate])) }, 'ca-certs.der');
  const status = { source: { type: 'issuer', value: [directoryName('CN=Test CA')] } } as const;
  body({ type: 'genm', value: info('crlStatusList', encode(crlStatusList.value, [status])) }, 'crl-question.der');
  const { rsaKeyLen } = CONTROL_TYPES;
  const template = { certTemplate: {}, keySpec: [{ type: rsaKeyLen.oid, value: encode(rsaKeyLen.value, 3072) }] };
  body({ type: 'genp', value: info('certReqTemplate', encode(certReqTemplate.value, template)) }, 'template.der');
  body({ type: 'genp', value: info('caCerts', Uint8Array.of(5, 0)) }, 'unreadable.der');
  const certDetails = { issuer: name, serialNumber: Uint8Array.of(10) };
  const lifted = [createRevocationReason('removeFromCRL')];
  body({ type: 'rr', value: [{ certDetails, crlEntryDetails: lifted }] }, 'lift.der');
  body({ type: 'rr', value: [{ certDetails, crlEntryDetails: [createRevocationReason('superseded')] }] }, 'rr.der');
  body({ type: 'nested', value: [signed] }, 'nested.der');
  body({ type: 'pollRep', value: [{ certReqId: 0, checkAfter: 60, reason: ['later'] }] }, 'later.der');
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

  it.each([
    ['kem-question.der', 'Asks about KemCiphertextInfo, without a value.'],
    ['kem.der', 'Answers about KemCiphertextInfo: a KEM ciphertext of 1088 octets'],
    ['crls.der', 'the CRL of CN=Test CA, 2026-01-02 to 2026-02-03; certificates revoked: 1.'],
    ['crlann.der', 'Brings the CRL of CN=Test CA'],
    ['root.der', 'rootCaKeyUpdate: no newWithOld: nothing ties the new root to the old one.'],
    ['root.der', 'rootCaKeyUpdate: oldWithNew, by which'],
    ['root-question.der', 'Asks about rootCaCert: the successor of the certificate'],
    ['ca-certs.der', 'Answers about caCerts: the certificate'],
    ['crl-question.der', 'crlStatusList: a CRL, of which none is at hand.'],
    ['template.der', 'certReqTemplate: a template for any name; kinds of keys named: 1.'],
    ['unreadable.der', 'Answers about caCerts, in a form that cannot be read'],
    ['lift.der', 'Asks to lift the hold of the certificate 0A of CN=Test CA, reason removeFromCRL.'],
    ['rr.der', 'Asks to revoke the certificate 0A of CN=Test CA, reason superseded.'],
    ['nested.der', 'Carries a message: error.'],
    ['later.der', 'It says: "later"'],
  ])('says what %s contains', async (file, words) => {
    expect((await run('explain', path(file))).printed).toContain(words);
    expect(await run('inspect', path(file))).toMatchObject({ code: 0, said: '' });
  });

  it.each(['short.der', 'random.bin'])('refuses %s', async (file) => {
    const { code, said } = await run('explain', path(file));
    expect(code).toBe(1);
    expect(said).toContain('this is no PKIMessage');
  });
});
