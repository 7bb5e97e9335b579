import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type CmpRun,
  createOpensslPki,
  type Mock,
  type OpensslPki,
  runCmp,
  startMock,
} from '../../test/openssl-pki.ts';

let pki: OpensslPki;
let mock: Mock;

beforeAll(async () => {
  pki = createOpensslPki();
  mock = await startMock(pki);
});

afterAll(async () => {
  await mock.stop();
  pki.remove();
});

/** `@name` stands for the path of a file. */
const cmp = async (line: string, server = mock.server): Promise<CmpRun> =>
  runCmp('-config', '', '-server', server, ...words(line));
const words = (line: string): string[] =>
  line
    .split(/ +/)
    .map((word) => word.replaceAll(/@([\w.-]+)/g, (_, name: string) => pki.path(name)).replaceAll('~', ' '));

const secret = '-ref 1234 -secret pass:test';
const signature =
  '-cert @device.pem -key @device.key -untrusted @sub.pem -trusted @root.pem -expect_sender /O=openssl_cmp';
const subject = '-newkey @device.key -subject /O=Example/CN=ap-7';
const ir = `-cmd ir ${secret} ${subject} -certout @out.pem`;

describe('against openssl cmp -port', () => {
  it.each([
    ['ir', secret, subject],
    ['cr', secret, subject],
    ['p10cr', secret, '-csr @device.csr'],
    ['ir', signature, subject],
    ['cr', signature, subject],
    ['kur', signature, '-newkey @device.key'],
    ['p10cr', signature, '-csr @device.csr'],
  ])('%s with %s %s brings the certificate', async (command, credentials, request) => {
    rmSync(pki.path('out.pem'), { force: true });
    const { code, said } = await cmp(
      `-cmd ${command} ${credentials} ${request} -out_trusted @root.pem -certout @out.pem -chainout @chain.pem`,
    );
    expect(said).toContain('received pkiconf');
    expect(code).toBe(0);
    expect(pki.openssl('x509', '-in', 'out.pem', '-noout', '-subject')).toMatch(/O = Example, CN = ap-7/);
    expect(pki.openssl('verify', '-CAfile', 'root.pem', '-untrusted', 'chain.pem', 'out.pem')).toContain('OK');
  });

  it('refuses kur under a secret: it has to be signed', async () => {
    const { code, said } = await cmp(`-cmd kur ${secret} -oldcert @device.pem -newkey @device.key -certout @out.pem`);
    expect(code).toBe(1);
    expect(said).toContain('-cmd kur: it has to be signed by our own certificate');
  });

  it('saves what came beside the certificate, as DER if told so', async () => {
    const files = ['-cacertsout @ca.der', '-extracertsout @extra.der', '-certform DER'].join(' ');
    expect(await cmp(`${ir} ${files}`)).toMatchObject({ code: 0 });
    const names = ['ca.der', 'extra.der', 'out.pem'].map(
      (file) => new X509Certificate(readFileSync(pki.path(file))).subject,
    );
    expect(names).toEqual(['CN=root', 'CN=sub', 'O=Example\nCN=ap-7']);
  });

  it('saves who signed the answer', async () => {
    expect(await cmp(`-cmd ir ${signature} ${subject} -certout @out.pem -srvcertout @signer.pem`)).toMatchObject({
      code: 0,
    });
    expect(readFileSync(pki.path('signer.pem'), 'utf8')).toContain('-----BEGIN CERTIFICATE-----');
    expect(new X509Certificate(readFileSync(pki.path('signer.pem'))).subject).toBe('O=openssl_cmp');
  });

  it('leaves no certificates of an earlier run where none came', async () => {
    const files = '-certout @out.pem -srvcertout @signer.pem -extracertsout @extra.pem -cacertsout @ca.pem';
    for (const name of ['signer.pem', 'extra.pem', 'ca.pem']) writeFileSync(pki.path(name), 'of an earlier run');
    expect(await cmp(`-cmd ir ${secret} ${subject} ${files}`)).toMatchObject({ code: 0 });
    expect(existsSync(pki.path('signer.pem'))).toBe(false);
    expect(readFileSync(pki.path('ca.pem'), 'utf8')).toContain('-----BEGIN CERTIFICATE-----');

    const signed = await cmp(`-cmd ir ${signature} ${subject} ${files}`);
    expect(signed.code).toBe(0);
    expect(readFileSync(pki.path('ca.pem'), 'utf8')).toBe('');
    expect(signed.said).toContain('-cacertsout: 1 of caPubs left out: only a secret vouches for a new root');

    expect(await cmp(`-cmd rr ${secret} -oldcert @device.pem -extracertsout @extra.pem`)).toMatchObject({ code: 0 });
    expect(readFileSync(pki.path('extra.pem'), 'utf8')).toBe('');
  });

  it('needs no CRLs for -crl_check where the signer is named by its certificate, and says that it has no effect', async () => {
    const credentials = '-cert @device.pem -key @device.key -untrusted @sub.pem';
    const check = `-cmd ir ${credentials} ${subject} -out_trusted @sub.pem -partial_chain -crl_check -certout @out.pem`;
    const pinned = await cmp(`${check} -srvcert @srv.pem`);
    expect(pinned.code, pinned.said).toBe(0);
    expect(pinned.said).toContain('warning: -crl_check has no effect');
    const named = await cmp(`${check} -trusted @root.pem -expect_sender /O=openssl_cmp`);
    expect(named.code).toBe(1);
    expect(named.said).toContain('-crls: it is needed');
  });

  // The meaning of each option as OpenSSL's own recipes for its command line test it: ends well, or does not.
  it.each([
    ['-newkey @enc.key -newkeypass pass:12345', 0],
    ['-newkey @enc.key -newkeypass 12345', 0],
    ['-newkey @enc.key -newkeypass env:NOT_SET_ANYWHERE', 1],
    ['-newkey @enc.key -newkeypass pass:wrong', 1],
    ['-newkey @enc.key -newkeypass pass::12345', 1],
    ['-newkey @enc.key', 1],
    ['-newkey @device.p12 -newkeypass pass:12345', 0],
    ['-newkey @device.p12 -newkeypass pass:', 1],
    ['-newkey @idontexist', 1],
    ['-newkey @other.key', 1],
    ['-newkeypass ignored', 0],
    ['-issuer /CN=sub', 0],
    ['-days 1', 0],
    ['-days 36500', 0],
    ['-sans localhost', 0],
    ['-sans localhost~critical', 0],
    ['-sans critical', 0],
    ['-sans 127.0.0.1,1.2.3.4', 0],
    ['-sans https://www.example.com', 0],
    ['-san_nodefault', 0],
    ['-policy_oids 1.2.3,1.2.4 -policy_oids_critical', 0],
    ['-policy_oids nonsense', 1],
    ['-popo 1', 0],
    ['-popo 0', 1],
    ['-popo -1', 1],
    ['-popo 2', 1],
    ['-popo 3', 1],
    ['-popo -3', 1],
    ['-implicit_confirm', 0],
    ['-disable_confirm', 0],
    ['-certout', 1],
    ['-certout @idontexist/idontexist', 1],
    ['-out_trusted @root.pem -untrusted @sub.pem', 0],
    ['-out_trusted @other.pem', 1],
    ['-out_trusted @device.pem', 1],
    ['-out_trusted @device.pem -partial_chain', 0],
    ['-out_trusted @idontexist', 1],
    ['-out_trusted @empty.txt', 1],
    ['-out_trusted @random.bin', 1],
    ['-out_trusted @root.pem -verify_hostname ap-8', 1],
    ['-csr @device.csr', 0],
    ['-oldcert @device.pem', 0],
    ['-oldcert @empty.txt', 1],
    ['-revreason 5', 0],
    ['-revreason 7', 1],
    ['-revreason 11', 1],
    ['-revreason abc', 1],
    ['-infotype signKeyPairTypes', 0],
    ['-cmd i', 1],
    ['-cmd rr', 1],
    ['-cmd genm', 0],
    ['-geninfo 1.2.3:int:987', 0],
    ['-geninfo .1.2.3:int:987', 1],
    ['-geninfo 1.2.3:int::987', 1],
    ['-profile example', 0],
    ['-recipient /O=openssl_cmp', 0],
    ['-recipient /O=openssl_cmp/ABC=123', 0],
    ['-recipient /O=openssl_cmp//', 1],
    ['-recipient /CDE', 1],
    ['-recipient /C=DEE', 1],
    ['-expect_sender /O=openssl_cmp', 0],
    ['-expect_sender /O=openssl_cmp/serialNumber=123', 1],
    ['-expect_sender /CN=/O=', 1],
    ['-path pkix////', 0],
    ['-msg_timeout 5 -total_timeout 10', 0],
    ['-msg_timeout 0 -total_timeout 0', 0],
    ['-msg_timeout 10 -total_timeout 5', 1],
    ['-keep_alive 0', 0],
    ['-keep_alive 1', 0],
    ['-keep_alive 2', 0],
    ['-keep_alive 3', 1],
    ['-secret pass:wrong', 1],
    ['-secret pass:', 1],
    ['-ref another', 1],
    ['-digest sha512', 0],
    ['-digest md2', 1],
    ['-mac hmac-sha1', 0],
    ['-mac hmac-sha512', 0],
    ['-extracerts @sub.pem,@root.pem', 0],
    ['-extracerts @random.bin', 1],
    ['-attime 1', 0],
    ['-repeat 2', 0],
    ['-no_check_time', 0],
    ['-ignore_keyusage -unprotected_errors', 0],
    ['-proxy 127.0.0.1:1', 1],
  ])('with a secret and %s the exit code is %d', async (line, code) => {
    for (const name of ['empty.txt', 'random.bin']) writeFileSync(pki.path(name), name.startsWith('e') ? '' : 'random');
    const { code: actual, said } = await cmp(`${ir} ${line}`);
    expect(actual, said).toBe(code);
    if (code === 1) expect(said).toMatch(/cmp: error: /);
    expect(said).not.toMatch(/pass:test|12345|pass:wrong/);
  });

  it.each([
    ['', 0],
    ['-own_trusted @root.pem', 0],
    ['-own_trusted @other.pem', 1],
    ['-cert @srv.pem', 1],
    ['-key @random.bin', 1],
    ['-cert @random.bin', 1],
    ['-key @device.p12 -keypass 12345', 0],
    ['-ref another', 0],
    ['-trusted @other.pem', 1],
    ['-trusted @sub.pem', 1],
    ['-srvcert @srv.pem', 0],
    ['-srvcert @device.pem', 1],
    ['-srvcert @srv.pem -expect_sender /CN=else', 1],
    ['-attime 1', 1],
    ['-digest sha384', 0],
    ['-unprotected_requests', 1],
  ])('with a signature and %s the exit code is %d', async (line, code) => {
    writeFileSync(pki.path('random.bin'), 'random');
    const { code: actual, said } = await cmp(`-cmd cr ${signature} ${subject} -certout @out.pem ${line}`.trimEnd());
    expect(actual, said).toBe(code);
  });

  it('refuses a signer that is neither named nor marked as speaking for the CA', async () => {
    const unnamed = signature.replace(/-expect_sender \S+/, '');
    const { code, said } = await cmp(`-cmd cr ${unnamed}${subject} -certout @out.pem`);
    expect(code).toBe(1);
    expect(said).toContain('-expect_sender names who may answer');
  });

  it('takes its options from sections of a configuration file', async () => {
    const lines = [
      '[base]',
      `server = ${mock.server}`,
      'ref = 1234',
      'secret = pass:test',
      `dir = ${pki.path('')}`,
      'newkey = $dir/device.key',
      'certout = $dir/configured.pem',
      '[names]',
      'subject = "/O=Example/CN=ap-7" # ours',
      'reqexts = wishes',
      '[wishes]',
      'keyUsage = critical, digitalSignature',
      'extendedKeyUsage = clientAuth',
      'subjectAltName = DNS:localhost',
    ];
    writeFileSync(pki.path('cmp.cnf'), lines.join('\n'));
    const run = async (...more: readonly string[]): Promise<CmpRun> =>
      runCmp('-config', pki.path('cmp.cnf'), '-section', 'base names', ...more);
    expect(await run('-cmd', 'cr')).toMatchObject({ code: 0 });
    expect(existsSync(pki.path('configured.pem'))).toBe(true);
    expect(await run('-cmd', 'cr', '-reqexts', 'nothing')).toMatchObject({ code: 1 });
    expect(await run('-cmd', 'cr', '-sans', 'localhost')).toMatchObject({ code: 1 });
    expect(await run()).toMatchObject({ code: 1 });
  });
});

describe('with openssl cmp -port in other moods', () => {
  const against = async (more: readonly string[], line: string): Promise<CmpRun> => {
    const moody = await startMock(pki, more);
    try {
      return await cmp(`${ir} ${line}`.trimEnd(), moody.server);
    } finally {
      await moody.stop();
    }
  };

  it('polls until the certificate is there', async () => {
    const { code, said } = await against(['-poll_count', '2', '-check_after', '1'], '');
    expect(code).toBe(0);
    expect(said.match(/received pollRep/g)).toHaveLength(1);
  });

  it('gives up polling when -total_timeout is over', async () => {
    const { code, said } = await against(['-poll_count', '50', '-check_after', '5'], '-total_timeout 1');
    expect(code).toBe(1);
    expect(said).toContain('-total_timeout: 1 s are over');
  });

  it('sends no certConf where implicit confirmation is granted', async () => {
    const { code, said } = await against(['-grant_implicitconf'], '-implicit_confirm');
    expect(code).toBe(0);
    expect(said).not.toContain('certConf');
  });

  it('takes what does not chain to -out_trusted for a failure, also where it is confirmed already', async () => {
    rmSync(pki.path('out.pem'), { force: true });
    const { code, said } = await against(['-grant_implicitconf'], '-implicit_confirm -out_trusted @other.pem');
    expect(code).toBe(1);
    expect(said).toContain('It counts as confirmed');
    expect(existsSync(pki.path('out.pem'))).toBe(false);
  });

  it('takes raVerified to a server that does', async () => {
    pki.openssl('pkey', '-in', 'device.key', '-pubout', '-out', 'device.pub');
    expect(await against(['-accept_raverified'], '-popo 0 -newkey @device.pub')).toMatchObject({ code: 0 });
  });

  it('sends without protection to a server that takes it', async () => {
    const moody = await startMock(pki, ['-accept_unprotected']);
    const line = `-cmd cr -unprotected_requests ${subject} -certout @out.pem -trusted @root.pem -expect_sender /O=openssl_cmp`;
    expect(await cmp(line, moody.server)).toMatchObject({ code: 0 });
    await moody.stop();
  });

  it.each([
    [['-pkistatus', '2', '-failure', '9', '-statusstring', 'not today'], 'badPOP, "not today"'],
    [['-send_error', '-send_unprot_err'], 'anyone may have sent it'],
    [['-send_unprotected'], 'protectionPresent'],
  ])('ends with 1 and says why after %j', async (more, words) => {
    const { code, said } = await against(more, '');
    expect(code).toBe(1);
    expect(said).toContain(words);
  });
});
