import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RunningLabCa, startLabCa } from '@crypto-cmp/lab-ca/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type CmpRun, createOpensslPki, type OpensslPki, runCmp } from '../../test/openssl-pki.ts';

let pki: OpensslPki;

beforeAll(() => {
  pki = createOpensslPki();
});

afterAll(() => pki.remove());

/** `@name` stands for the path of a file. */
const words = (line: string): string[] =>
  line.split(/ +/).map((word) => word.replaceAll(/@([\w.-]+)/g, (_, name: string) => pki.path(name)));

describe('questions to the lab CA', () => {
  let lab: RunningLabCa;
  let folder: string;
  let own: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cmp-cli-lab-'));
    lab = await startLabCa({ folder, port: 0 });
    writeFileSync(pki.path('asked-root.pem'), lab.connection.rootCertificate);
    const files = '-certout @asked.pem -chainout @asked-chain.pem -out_trusted @asked-root.pem';
    const reference = `-ref ${lab.connection.referenceId} -secret pass:${lab.connection.secret}`;
    const { code, said } = await cmp(`-cmd ir ${reference} -newkey @device.key -subject /CN=ap-7 ${files}`);
    if (code !== 0) throw new Error(`no certificate to begin with:\n${said}`);
    own = '-cert @asked.pem -key @device.key -untrusted @asked-chain.pem -trusted @asked-root.pem';
  });

  afterAll(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const cmp = async (line: string, path = '/cmp'): Promise<CmpRun> =>
    runCmp('-config', '', '-server', `${lab.connection.url}${path}`, ...words(line));

  it('bring the next root, which openssl finds proven by the old one', async () => {
    const outputs = '-newwithnew @n-n.pem -newwithold @n-o.pem -oldwithnew @o-n.pem';
    expect(await cmp(`-cmd genm ${own} -infotype rootCaCert ${outputs}`, '/cmp/new-root')).toMatchObject({ code: 0 });
    const verify = (anchor: string, target: string) =>
      pki.openssl('verify', '-x509_strict', '-CAfile', anchor, '-partial_chain', target);
    expect(verify('asked-root.pem', 'n-o.pem')).toContain('OK');
    expect(verify('n-n.pem', 'o-n.pem')).toContain('OK');
    expect(verify('n-n.pem', 'n-n.pem')).toContain('OK');
  });

  it('bring the CRL of a certificate, by which openssl finds it good, and revoked after its rr', async () => {
    const question = `-cmd genm ${own} -infotype crlStatusList -crlcert @asked.pem -crlout @asked.crl -crlform PEM`;
    expect(await cmp(question)).toMatchObject({ code: 0 });
    pki.openssl('crl', '-in', 'asked.crl', '-CAfile', 'asked-chain.pem', '-noout');
    const check = ['verify', '-crl_check', '-CRLfile', 'asked.crl', '-CAfile', 'asked-root.pem'];
    expect(pki.openssl(...check, '-untrusted', 'asked-chain.pem', 'asked.pem')).toContain('OK');
    const again = await cmp(`${question} -oldcrl @asked.crl`);
    expect(again.said).toContain('there is no newer CRL');
    expect(existsSync(pki.path('asked.crl'))).toBe(true);
    const onHold = `-cmd rr ${own} -oldcert @asked.pem -revreason 6`;
    expect((await cmp(onHold)).code).toBe(0);
    const reference = `-ref ${lab.connection.referenceId} -secret pass:${lab.connection.secret}`;
    const asked = question.replace(own, `${reference} -trusted @asked-root.pem`);
    expect((await cmp(`${asked} -oldcrl @asked.crl`)).code).toBe(0);
    expect(pki.openssl('crl', '-in', 'asked.crl', '-noout', '-text')).toContain('Certificate Hold');
    expect((await cmp(`-cmd rr ${reference} -oldcert @asked.pem -revreason 8`)).code).toBe(0);
  });

  it('bring CRLs by which -crl_check takes an honest signer, and refuses what they do not cover or revoke', async () => {
    const signed = `-cert @asked.pem -key @device.key -untrusted @asked-chain.pem -trusted @asked-root.pem`;
    for (const name of ['root', 'issuing']) {
      const response = await fetch(`${lab.connection.url}/crl/${name}.crl`);
      writeFileSync(pki.path(`${name}.crl`), new Uint8Array(await response.arrayBuffer()));
    }
    const files = '-newkey @device.key -subject /CN=ap-9 -certout @checked.pem';
    const line = `-cmd cr ${signed} ${files}`;
    const honest = await cmp(`${line} -crl_check -crls @root.crl,@issuing.crl`);
    expect(honest.code, honest.said).toBe(0);
    const uncovered = await cmp(`${line} -crl_check -crls @issuing.crl`);
    expect(uncovered.code).toBe(1);
    expect(uncovered.said).toContain('signerRevocation: ');
    expect((await cmp(`${line} -crls @issuing.crl`)).code).toBe(0);
    const missing = await cmp(`${line} -crl_check_all`);
    expect(missing.code).toBe(1);
    expect(missing.said).toContain('-crls: it is needed');
  });

  it('bring a template with keys, of a certificate profile too', async () => {
    const run = await cmp(
      `-cmd genm ${own} -infotype certReqTemplate -template @t.der -keyspec @k.der -profile tls-server`,
    );
    expect(run.code, run.said).toBe(0);
    expect(run.said).toContain('RSA of 3072 bits');
    const wrong = await cmp(`-cmd genm ${own} -infotype certReqTemplate -template @t.der -profile none`);
    expect(wrong.said).toContain('badRequest');
  });

  it.each([
    ['-infotype signKeyPairTypes', 'genp contains signKeyPairTypes'],
    ['-infotype preferredSymmAlg', 'genp contains preferredSymmAlg'],
    ['-infotype 1.2.3.4', 'genp contains unsupportedOIDs'],
    ['', 'genp contains no answer'],
  ])('with %s print what comes', async (line, said) => {
    const run = await cmp(`-cmd genm ${own} ${line}`.trimEnd());
    expect(run.code, run.said).toBe(0);
    expect(`${run.said}\n${run.printed}`).toContain(said);
  });
});
