import { copyFile, readFile, writeFile } from 'node:fs/promises';

import { INFO_TYPES, PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { parsePem } from '@crypto-cmp/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openssl, opensslMust } from './openssl.ts';
import {
  type Bench,
  type CmpOptions,
  createBench,
  type Identity,
  type KeyKind,
  type Protection,
} from './openssl-cmp-client.ts';

const KEY_KINDS: readonly KeyKind[] = ['rsa-2048', 'ec-p256'];
const PROTECTIONS: readonly Protection[] = ['mac', 'signature'];

describe.each(KEY_KINDS)('openssl cmp as client of the lab CA, all keys %s', (keyKind) => {
  let bench: Bench;
  let count = 0;
  beforeAll(async () => {
    bench = await createBench(keyKind);
  });
  afterAll(async () => {
    await bench.stop();
  });

  const unique = (): string => `device-${++count}`;

  describe.each(PROTECTIONS)('protected by a %s', (protection) => {
    const credential = async (): Promise<CmpOptions['by']> => (protection === 'mac' ? 'mac' : bench.enroll(unique()));

    it.each(['ir', 'cr'] as const)('gets a certificate by %s', async (cmd) => {
      const name = unique();
      const [certout, chainout] = [bench.file(`${name}.pem`), bench.file(`${name}.chain.pem`)];
      const args = {
        newkey: await bench.newKey(name),
        subject: `/CN=${name}/O=Example`,
        sans: `${name}.example.com, 192.0.2.7`,
        certout,
        chainout,
      };
      await expectSuccess({ cmd, by: await credential(), args });
      await expectCertificate(certout, name);
      expect(await opensslMust('x509', '-in', certout, '-noout', '-ext', 'subjectAltName')).toMatch(
        /DNS:device-\d+\.example\.com, IP Address:192\.0\.2\.7/,
      );
      // The chain comes with the message: the root alone is known beforehand.
      const [issuing] = parsePem(await readFile(chainout, 'utf8'));
      expect(issuing).toEqual(bench.lab.labCa.issuingCertificate);
    });

    it('gets a certificate by p10cr', async () => {
      const name = unique();
      const [csr, certout] = [bench.file(`${name}.csr`), bench.file(`${name}.pem`)];
      const key = await bench.newKey(name);
      await opensslMust(
        'req',
        '-new',
        '-key',
        key,
        '-subj',
        `/CN=${name}`,
        '-addext',
        'subjectAltName=email:a@example.com',
        '-out',
        csr,
      );
      await expectSuccess({ cmd: 'p10cr', by: await credential(), args: { csr, certout } });
      await expectCertificate(certout, name);
      expect(await opensslMust('x509', '-in', certout, '-noout', '-ext', 'subjectAltName')).toContain(
        'email:a@example.com',
      );
    });

    it('updates a certificate by kur, once', async () => {
      const name = unique();
      const old = await bench.enroll(name);
      const certout = bench.file(`${name}.new.pem`);
      const request = {
        cmd: 'kur',
        by: protection === 'mac' ? 'mac' : old,
        args: { oldcert: old.certificate, newkey: await bench.newKey(`${name}-new`), certout },
      } as const;
      await expectSuccess(request);
      await expectCertificate(certout, name);
      await expectFailure(request, 'certRevoked');
    });

    it('revokes a certificate by rr, once', async () => {
      const old = await bench.enroll(unique());
      const request = {
        cmd: 'rr',
        by: protection === 'mac' ? 'mac' : old,
        args: { oldcert: old.certificate, revreason: '1' },
      } as const;
      await expectSuccess(request);
      await expectFailure(request, 'certRevoked');
      await expectFailure(
        { ...request, cmd: 'kur', args: { oldcert: old.certificate, newkey: await bench.newKey(unique()) } },
        'certRevoked',
      );
    });

    it('asks for caCerts by genm', async () => {
      const rspout = bench.file(`${unique()}.genp`);
      await expectSuccess({ cmd: 'genm', by: await credential(), args: { infotype: 'caCerts', rspout } });
      const { value } = decode(PKIMessage, new Uint8Array(await readFile(rspout))).body;
      const [answer] = value.type === 'genp' ? value.value : [];
      const certificates = decode(INFO_TYPES.caCerts.value, answer?.infoValue ?? new Uint8Array());
      expect(certificates).toEqual([bench.lab.labCa.issuingCertificate]);
    });

    it.each(['signKeyPairTypes', 'encKeyPairTypes', 'preferredSymmAlg', 'certReqTemplate', 'currentCRL'] as const)(
      'asks for %s by genm',
      async (infotype) => {
        const rspout = bench.file(`${unique()}.genp`);
        await expectSuccess({ cmd: 'genm', by: await credential(), args: { infotype, rspout } });
        const { value } = decode(PKIMessage, new Uint8Array(await readFile(rspout))).body;
        const [answer] = value.type === 'genp' ? value.value : [];
        expect(answer?.infoType).toBe(INFO_TYPES[infotype].oid);
        expect(answer?.infoValue?.length).toBeGreaterThan(2);
      },
    );

    it('asks for nothing by genm, and is told nothing', async () => {
      await expectSuccess({ cmd: 'genm', by: await credential() });
    });

    it('waits for a certificate', async () => {
      const name = unique();
      const certout = bench.file(`${name}.pem`);
      const args = { newkey: await bench.newKey(name), subject: `/CN=${name}`, certout };
      const output = await expectSuccess({ cmd: 'ir', by: await credential(), path: '/cmp/waiting', args });
      expect(output).toContain('POLLREQ');
      await expectCertificate(certout, name);
    });

    it.each([
      ['/cmp', false],
      ['/cmp/explicit-confirm', true],
    ])('asks to go without a confirmation at %s: it is sent there: %s', async (path, isSent) => {
      const name = unique();
      const certout = bench.file(`${name}.pem`);
      const args = { newkey: await bench.newKey(name), subject: `/CN=${name}`, certout };
      const by = await credential();
      const output = await expectSuccess({ cmd: 'ir', by, path, args: { ...args, implicit_confirm: true } });
      expect(output.includes('CERTCONF')).toBe(isSent);
      await expectCertificate(certout, name);
    });

    it('is told of a certificate with other wishes granted than it had', async () => {
      const name = unique();
      const certout = bench.file(`${name}.pem`);
      const args = { newkey: await bench.newKey(name), subject: `/CN=${name}`, certout };
      const by = await credential();
      const output = await expectSuccess({ cmd: 'ir', by, args: { ...args, issuer: '/CN=Another CA' } });
      expect(output).toContain('with modifications');
      await expectCertificate(certout, name);
    });

    it.each([
      ['no proof of possession', '-1', 'badPOP'],
      ['raVerified', '0', 'notAuthorized'],
    ])('is refused with %s', async (_, popo, failInfo) => {
      const name = unique();
      const args = { newkey: await bench.newKey(name), subject: `/CN=${name}`, popo };
      await expectFailure({ cmd: 'ir', by: await credential(), args }, failInfo);
    });

    it.each([
      '/cmp/faults/recip-nonce-differs',
      '/cmp/faults/transaction-id-differs',
      '/cmp/faults/protection-missing',
      '/cmp/faults/certificate-key-differs',
      '/cmp/faults/certificate-signature-wrong',
      '/cmp/faults/rejection/badRequest',
      '/cmp/faults/garbage',
    ])('takes the fault %s for one, too', async (path) => {
      const name = unique();
      const certout = bench.file(`${name}.pem`);
      const args = { newkey: await bench.newKey(name), subject: `/CN=${name}`, certout };
      const { code } = await bench.cmp({ cmd: 'ir', by: await credential(), path, args });
      expect(code).not.toBe(0);
      await expect(readFile(certout)).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });

  it('finds a certificate good by the CRL that it names, and revoked after its rr', async () => {
    const own = await bench.enroll(unique());
    const list = bench.file(`${unique()}.crl`);
    const check = async () => {
      const points = await opensslMust('x509', '-in', own.certificate, '-noout', '-ext', 'crlDistributionPoints');
      const [url = ''] = /http:\S+/.exec(points) ?? [];
      await writeFile(list, new Uint8Array(await (await fetch(url)).arrayBuffer()));
      return openssl(
        'verify',
        '-crl_check',
        '-CRLfile',
        list,
        '-CAfile',
        bench.lab.rootCertificatePath,
        '-untrusted',
        bench.file('lab-ca/issuing.pem'),
        own.certificate,
      );
    };
    expect(await check()).toMatchObject({ code: 0 });
    await expectSuccess({ cmd: 'rr', by: own, args: { oldcert: own.certificate, revreason: '1' } });
    expect((await check()).output).toContain('certificate revoked');
  });

  it('vouches for a key by raVerified as a registration authority, which a device may not', async () => {
    const authority = { key: await bench.newKey(unique()), certificate: bench.file(`${unique()}.pem`) };
    const config = bench.file('ra.cnf');
    await writeFile(config, '[ra]\nextendedKeyUsage = 1.3.6.1.5.5.7.3.28\n');
    await expectSuccess({
      cmd: 'ir',
      by: 'mac',
      path: '/cmp/registration-authority',
      args: { config, reqexts: 'ra', newkey: authority.key, subject: '/CN=RA', certout: authority.certificate },
    });
    const name = unique();
    const args = { newkey: await bench.newKey(name), subject: `/CN=${name}`, popo: '0' };
    await expectSuccess({ cmd: 'ir', by: authority, args: { ...args, certout: bench.file(`${name}.pem`) } });
    await expectCertificate(bench.file(`${name}.pem`), name);
    await expectFailure({ cmd: 'ir', by: await bench.enroll(unique()), args }, 'notAuthorized');
  });

  it('is refused with a wrong secret, and with an unknown reference', async () => {
    const name = unique();
    const request = { newkey: await bench.newKey(name), subject: `/CN=${name}` };
    for (const wrong of [{ secret: 'pass:wrong' }, { ref: '43' }]) {
      await expectFailure({ cmd: 'ir', by: 'mac', args: { ...request, ...wrong } }, 'badMessageCheck');
    }
  });

  it('is refused when it signs with a certificate that is not of this CA', async () => {
    const stranger = await issuedElsewhere(unique());
    const newkey = await bench.newKey(unique());
    for (const cmd of ['ir', 'cr', 'kur'] as const) {
      await expectFailure({ cmd, by: stranger, args: { newkey, subject: '/CN=stranger' } }, 'signerNotTrusted');
    }
    await expectFailure({ cmd: 'rr', by: stranger, args: { oldcert: stranger.certificate } }, 'signerNotTrusted');
  });

  it('is refused when it updates or revokes a certificate that is not its own', async () => {
    const [own, other] = [await bench.enroll(unique()), await bench.enroll(unique())];
    const newkey = await bench.newKey(unique());
    await expectFailure({ cmd: 'kur', by: own, args: { oldcert: other.certificate, newkey } }, 'badCertId');
    await expectFailure({ cmd: 'rr', by: own, args: { oldcert: other.certificate } }, 'notAuthorized');
    const stranger = await selfSigned(unique());
    await expectFailure({ cmd: 'kur', by: 'mac', args: { oldcert: stranger.certificate, newkey } }, 'badCertId');
    await expectFailure({ cmd: 'rr', by: 'mac', args: { oldcert: stranger.certificate } }, 'badCertId');
  });

  it('goes on with the old root alone when the root has changed', async () => {
    const old = bench.file('old-root.pem');
    await copyFile(bench.lab.rootCertificatePath, old);
    await bench.lab.labCa.rollRoot();
    for (const trusted of [old, bench.lab.rootCertificatePath]) {
      const name = unique();
      const certout = bench.file(`${name}.pem`);
      const args = { newkey: await bench.newKey(name), subject: `/CN=${name}`, certout, trusted, out_trusted: trusted };
      await expectSuccess({ cmd: 'cr', by: await bench.enroll(unique()), args });
    }
  });

  async function expectSuccess(request: CmpOptions): Promise<string> {
    const outcome = await bench.cmp(request);
    expect(outcome).toMatchObject({ code: 0 });
    return outcome.output;
  }

  async function expectFailure(request: CmpOptions, failInfo: string): Promise<void> {
    expect(await bench.cmp(request)).toMatchObject({ code: 1, output: expect.stringContaining(failInfo) });
  }

  async function expectCertificate(path: string, name: string): Promise<void> {
    expect(await bench.verify(path)).toMatchObject({ code: 0 });
    expect(await opensslMust('x509', '-in', path, '-noout', '-subject')).toContain(`CN = ${name}`);
  }

  /** openssl does not send certificates along that are self-signed: this one has an issuer. */
  async function issuedElsewhere(name: string): Promise<Identity> {
    const ca = await selfSigned(unique());
    const [key, csr, certificate] = [await bench.newKey(name), bench.file(`${name}.csr`), bench.file(`${name}.pem`)];
    await opensslMust('req', '-new', '-key', key, '-subj', `/CN=${name}`, '-out', csr);
    await opensslMust(
      'x509',
      '-req',
      '-in',
      csr,
      '-CA',
      ca.certificate,
      '-CAkey',
      ca.key,
      '-days',
      '1',
      '-out',
      certificate,
    );
    return { certificate, key };
  }

  async function selfSigned(name: string): Promise<Identity> {
    const [key, certificate] = [await bench.newKey(name), bench.file(`${name}.pem`)];
    await opensslMust('req', '-x509', '-new', '-key', key, '-subj', `/CN=${name}`, '-days', '1', '-out', certificate);
    return { certificate, key };
  }
});
