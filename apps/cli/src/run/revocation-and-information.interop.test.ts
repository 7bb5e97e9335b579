import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  CertTemplate,
  CONTROL_TYPES,
  Controls,
  INFO_TYPES,
  type InfoType,
  PKIMessage,
  protectPKIMessage,
} from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import { type RunningLabCa, startLabCa } from '@crypto-cmp/lab-ca/node';
import {
  createCertificateList,
  encodeName,
  parseCertificate,
  parseName,
  parsePem,
  subjectKeyIdentifier,
} from '@crypto-cmp/x509';
import { createSigner, nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  type CmpRun,
  createOpensslPki,
  type Mock,
  type OpensslPki,
  runCmp,
  startMock,
} from '../../test/openssl-pki.ts';

let pki: OpensslPki;

beforeAll(() => {
  pki = createOpensslPki();
});

afterAll(() => pki.remove());

/** `@name` stands for the path of a file, `~` for a space. */
const words = (line: string): string[] =>
  line
    .split(/ +/)
    .map((word) => word.replaceAll(/@([\w.-]+)/g, (_, name: string) => pki.path(name)).replaceAll('~', ' '));
const secret = '-ref 1234 -secret pass:test';
const signature =
  '-cert @device.pem -key @device.key -untrusted @sub.pem -trusted @root.pem -expect_sender /O=openssl_cmp';
const serialOf = (name: string): string =>
  `0x${pki.openssl('x509', '-in', name, '-noout', '-serial').trim().replace('serial=', '')}`;

describe('against openssl cmp -port', () => {
  let mock: Mock;

  beforeAll(async () => {
    mock = await startMock(pki);
  });

  afterAll(async () => mock.stop());

  const cmp = async (line: string): Promise<CmpRun> => runCmp('-config', '', '-server', mock.server, ...words(line));

  it.each([
    [`${signature} -oldcert @device.pem`, 0],
    [`${signature} -oldcert @device.pem -revreason 1`, 0],
    [`${signature} -oldcert @device.pem -revreason -1`, 0],
    [`${signature} -oldcert @device.pem -revreason 8`, 0],
    [`${signature} -oldcert @device.pem -revreason 7`, 1],
    [`${signature} -csr @device.csr`, 0],
    [`${signature} -oldcert @device.pem -csr @srv.csr`, 0],
    [`${signature} -oldcert @srv.pem`, 1],
    [`${signature} -issuer /CN=sub -serial SERIAL`, 0],
    [`${signature} -issuer /CN=sub -serial SERIAL -oldcert @srv.pem`, 0],
    [`${signature} -issuer /CN=sub -serial 1`, 1],
    [`${signature} -issuer /CN=sub -serial 0x`, 1],
    [`${signature} -serial SERIAL`, 1],
    [signature, 1],
    [`${secret} -oldcert @device.pem`, 0],
    ['-unprotected_requests -trusted @root.pem -oldcert @device.pem', 1],
  ])('rr with %s ends with %d', async (line, code) => {
    const run = await cmp(`-cmd rr ${line.replace('SERIAL', serialOf('device.pem'))}`);
    expect(run.code, run.said).toBe(code);
    expect(run.said).toContain(code === 0 ? 'received rp, accepted' : 'error: ');
  });

  it.each([
    ['-infotype signKeyPairTypes', 0],
    ['-infotype 1.3.6.1.5.5.7.4.2', 0],
    ['-infotype asdf', 1],
    ['', 0],
    ['-infotype caCerts -cacertsout @ca.pem', 0],
    ['-infotype caCerts', 1],
    ['-infotype certReqTemplate -template @t.der', 0],
    ['-infotype certReqTemplate', 1],
    ['-infotype signKeyPairTypes -profile example -geninfo 1.2.3:int:987', 0],
    ['-infotype crlStatusList -crlout @crl.der', 1],
    ['-infotype rootCaCert -newwithnew @idontexist/new.pem -oldwithold @root.pem', 1],
    ['-infotype rootCaCert -oldwithold @root.pem', 1],
  ])('genm with %s ends with %d', async (line, code) => {
    for (const credentials of [secret, signature]) {
      const run = await cmp(`-cmd genm ${credentials} ${line}`.trimEnd());
      expect(run.code, run.said).toBe(code);
    }
  });

  it('refuses raVerified in kur', async () => {
    const { code, said } = await cmp(`-cmd kur ${signature} -popo 0 -newkey @device.key -certout @o.pem`);
    expect(code).toBe(1);
    expect(said).toContain('-popo 0: RFC 9483');
  });

  it('updates another certificate than that which signs', async () => {
    const { code, said } = await cmp(
      `-cmd kur ${signature} -oldcert @srv.pem -newkey @device.key -certout @o.pem -reqout @kur.der`,
    );
    expect(said).toContain('sending kur');
    // The mock compares it with the certificate that it was started with.
    expect(code).toBe(1);
    const { body } = decode(PKIMessage, readFileSync(pki.path('kur.der')));
    const [request] = body.value.type === 'kur' ? body.value.value : [];
    const [oldCertId] = request?.certReq.value.controls ?? [];
    const { value } = CONTROL_TYPES.oldCertID;
    expect(decode(value, oldCertId?.value ?? new Uint8Array()).issuer).toMatchObject({
      value: parseCertificate(derOf('srv.pem')).issuer,
    });
  });
});

describe('against the lab CA', () => {
  let lab: RunningLabCa;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cmp-cli-lab-'));
    lab = await startLabCa({ folder, port: 0 });
    writeFileSync(pki.path('lab-root.pem'), lab.connection.rootCertificate);
  });

  afterAll(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const cmp = async (line: string): Promise<CmpRun> =>
    runCmp('-config', '', '-server', `${lab.connection.url}${lab.connection.path}`, ...words(line));
  const reference = (): string => `-ref ${lab.connection.referenceId} -secret pass:${lab.connection.secret}`;

  it('enrolls, asks, holds, lifts the hold, and revokes', async () => {
    const files = '-certout @lab.pem -chainout @lab-chain.pem -out_trusted @lab-root.pem';
    expect(await cmp(`-cmd ir ${reference()} -newkey @device.key -subject /CN=ap-7 ${files}`)).toMatchObject({
      code: 0,
    });
    const own = '-cert @lab.pem -key @device.key -untrusted @lab-chain.pem -trusted @lab-root.pem';
    expect(await cmp(`-cmd genm ${own} -infotype caCerts -cacertsout @lab-ca.pem`)).toMatchObject({ code: 0 });
    expect(pki.openssl('verify', '-CAfile', 'lab-root.pem', 'lab-ca.pem')).toContain('OK');
    writeFileSync(pki.path('stale.pem'), 'of an earlier run');
    const root = await cmp(`-cmd genm ${own} -infotype rootCaCert -newwithnew @stale.pem -srvcertout @signer.pem`);
    expect(root.said).toContain('there is no newer root');
    expect(existsSync(pki.path('stale.pem'))).toBe(false);
    expect(existsSync(pki.path('signer.pem'))).toBe(true);
    const rr = `-cmd rr ${own} -oldcert @lab.pem`;
    expect((await cmp(`${rr} -revreason 6`)).said).toContain('the certificate is revoked');
    expect((await cmp(`${rr} -revreason 6`)).code).toBe(1);
    expect((await cmp(`-cmd rr ${reference()} -oldcert @lab.pem -revreason 8`)).said).toContain('the hold is lifted');
    expect((await cmp(`${rr} -revreason 1`)).code).toBe(0);
    const again = await cmp(`${rr} -revreason 1`);
    expect(again.code).toBe(1);
    expect(again.said).toContain('certRevoked');
  });
});

describe('what a genp brings', () => {
  beforeAll(() => makeSuccessor());
  beforeEach(() => rmSync(pki.path('out.der'), { force: true }));

  it('is the new root, with what proves it', async () => {
    const update = { newWithNew: derOf('new.pem'), newWithOld: derOf('nwo.pem'), oldWithNew: derOf('own.pem') };
    const outputs = '-newwithnew @o-nwn.pem -newwithold @o-nwo.pem -oldwithnew @o-own.pem';
    const run = await ask('rootCaCert -oldwithold @root.pem', outputs, INFO_TYPES.rootCaKeyUpdate, update);
    expect(run.code, run.said).toBe(0);
    expect([derOf('o-nwn.pem'), derOf('o-nwo.pem'), derOf('o-own.pem')]).toEqual(Object.values(update));
    expect(pki.openssl('verify', '-CAfile', 'root.pem', 'o-nwo.pem')).toContain('OK');
  });

  it('is no new root, when the old one has not signed it', async () => {
    const update = { newWithNew: derOf('other.pem'), newWithOld: derOf('other.pem') };
    const run = await ask(
      'rootCaCert -oldwithold @root.pem',
      '-newwithnew @out.der',
      INFO_TYPES.rootCaKeyUpdate,
      update,
    );
    expect(run).toMatchObject({ code: 1 });
    expect(run.said).toContain('-oldwithold has to be the root');
    expect(existsSync(pki.path('out.der'))).toBe(false);
  });

  it('is a template and keys, as they came', async () => {
    const { algId, rsaKeyLen } = CONTROL_TYPES;
    const certTemplate = { subject: encodeName(parseName('O=Example')) };
    const ed25519 = { algorithm: '1.3.101.112' };
    const keySpec = [
      { type: rsaKeyLen.oid, value: encode(rsaKeyLen.value, 3072) },
      { type: algId.oid, value: encode(algId.value, ed25519) },
    ];
    const outputs = '-template @t.der -keyspec @k.der';
    const content = { certTemplate, keySpec };
    const run = await ask('certReqTemplate', outputs, INFO_TYPES.certReqTemplate, content);
    expect(run.code, run.said).toBe(0);
    expect(run.said).toContain('RSA of 3072 bits');
    expect(new Uint8Array(readFileSync(pki.path('t.der')))).toEqual(encode(CertTemplate, certTemplate));
    expect(new Uint8Array(readFileSync(pki.path('k.der')))).toEqual(encode(Controls, keySpec));
    const none = await ask('certReqTemplate', outputs, INFO_TYPES.certReqTemplate, undefined);
    expect(none).toMatchObject({ code: 0 });
    expect([existsSync(pki.path('t.der')), existsSync(pki.path('k.der'))]).toEqual([false, false]);
  });

  it.each([
    ['-crlcert @sub.pem', 'DER'],
    ['-crlcert @sub.pem', 'PEM'],
    ['-oldcrl @old.crl', 'PEM'],
    ['-crlcert @sub.pem -oldcrl @old.crl', 'DER'],
  ])('is a CRL for %s, in %s', async (question, form) => {
    writeFileSync(pki.path('old.crl'), await crlOf('root', 86_400_000));
    const crl = await crlOf('root', 60_000);
    const output = `-crlout @out.der -crlform ${form} -trusted @root.pem`;
    const run = await ask(`crlStatusList ${question}`, output, INFO_TYPES.crls, [crl]);
    expect(run.code, run.said).toBe(0);
    const text = pki.openssl('crl', '-inform', form, '-in', 'out.der', '-CAfile', 'root.pem', '-noout', '-issuer');
    expect(text).toContain('CN = root');
  });

  it('is no CRL that another has signed, or that is no newer', async () => {
    writeFileSync(pki.path('old.crl'), await crlOf('root', 60_000));
    for (const crl of [await crlOf('other', 60_000), await crlOf('root', 86_400_000)]) {
      const output = '-crlout @out.der -trusted @root.pem';
      expect(await ask('crlStatusList -oldcrl @old.crl', output, INFO_TYPES.crls, [crl])).toMatchObject({ code: 1 });
      expect(existsSync(pki.path('out.der'))).toBe(false);
    }
  });

  it('keeps the CRL at hand where no newer one is there', async () => {
    writeFileSync(pki.path('old.crl'), await crlOf('root', 60_000));
    const question = 'crlStatusList -oldcrl @old.crl';
    expect(await ask(question, '-crlout @old.crl', INFO_TYPES.crls, undefined)).toMatchObject({ code: 0 });
    expect(existsSync(pki.path('old.crl'))).toBe(true);
  });
});

/** Asks, and takes for the answer a genp under the same secret, as a CA would have made it. */
async function ask<T>(question: string, outputs: string, { oid, value }: InfoType<T>, content: T | undefined) {
  const recipient = { type: 'directoryName', value: encodeName(parseName('CN=1234')) } as const;
  const infoValue = content === undefined ? {} : { infoValue: encode(value, content) };
  const genp = await protectPKIMessage(
    {
      header: {
        pvno: 2,
        sender: { type: 'directoryName', value: encodeName(parseName('CN=ca')) },
        recipient,
        messageTime: new Date(Math.floor(Date.now() / 1000) * 1000),
        transactionID: new Uint8Array(16).fill(1),
        senderNonce: new Uint8Array(16).fill(2),
        recipNonce: new Uint8Array(16).fill(3),
      },
      body: { type: 'genp', value: [{ infoType: oid, ...infoValue }] },
    },
    { kind: 'mac', secret: new TextEncoder().encode('test'), referenceId: new TextEncoder().encode('1234') },
    nodeCrypto,
  );
  writeFileSync(pki.path('genp.der'), genp);
  const line = `-cmd genm ${secret} -subject /CN=1234 -rspin @genp.der -infotype ${question} ${outputs}`;
  return runCmp('-config', '', ...words(line));
}

function derOf(name: string): Uint8Array {
  const [der] = parsePem(readFileSync(pki.path(name), 'utf8'), 'CERTIFICATE');
  if (der === undefined) throw new Error(`no certificate in ${name}`);
  return der;
}

/** new.pem succeeds root.pem; nwo.pem and own.pem link the two. */
function makeSuccessor(): void {
  const { openssl } = pki;
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'new.key');
  openssl('req', '-x509', '-new', '-key', 'new.key', '-subj', '/CN=root', '-days', '9', '-out', 'new.pem');
  for (const [out, key, issuer] of [
    ['nwo', 'new', 'root'],
    ['own', 'root', 'new'],
  ] as const) {
    openssl('req', '-new', '-key', `${key}.key`, '-subj', '/CN=root', '-out', `${out}.csr`);
    const signed = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-days', '8'];
    const wish = ['-extfile', 'extensions.cnf', '-extensions', 'ca'];
    openssl('x509', '-req', '-in', `${out}.csr`, '-out', `${out}.pem`, ...signed, ...wish);
  }
}

/** A CRL of CN=root, signed with the key of a root. */
async function crlOf(signerName: string, ageMs: number): Promise<Uint8Array> {
  const root = parseCertificate(derOf('root.pem'));
  const thisUpdate = new Date(Math.floor((Date.now() - ageMs) / 1000) * 1000);
  return createCertificateList({
    issuer: root.subject,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + 7 * 86_400_000),
    revoked: [],
    crlNumber: 1n,
    authorityKeyIdentifier: subjectKeyIdentifier(root) ?? new Uint8Array(),
    signer: createSigner(createPrivateKey(readFileSync(pki.path(`${signerName}.key`)))),
  });
}
