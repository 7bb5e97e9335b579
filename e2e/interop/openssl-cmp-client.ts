import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RunningLabCa, startLabCa } from '@crypto-cmp/lab-ca/node';

import { openssl, type OpensslRun, opensslMust } from './openssl.ts';

export type KeyKind = 'rsa-2048' | 'ec-p256';
export type Protection = 'mac' | 'signature';

/** A lab CA on loopback, `openssl cmp` as its client, and a folder for what both need. */
export interface Bench {
  readonly lab: RunningLabCa;
  readonly keyKind: KeyKind;
  /** The path of a file in the folder. */
  file(name: string): string;
  /** A new private key; gives its path. */
  newKey(name: string): Promise<string>;
  /** A certificate of the lab for a new key, by ir under the secret; its key is in `<name>.key`, it in `<name>.pem`. */
  enroll(name: string): Promise<Identity>;
  cmp(options: CmpOptions): Promise<OpensslRun>;
  /** What `openssl verify` says about a certificate of the lab. */
  verify(certificate: string): Promise<OpensslRun>;
  stop(): Promise<void>;
}

export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface CmpOptions {
  readonly cmd: 'ir' | 'cr' | 'kur' | 'p10cr' | 'rr' | 'genm';
  readonly by: 'mac' | Identity;
  readonly path?: string;
  readonly args?: Flags;
}

/** Options of a command, without their dashes. */
export type Flags = Readonly<Record<string, string | true>>;

export async function createBench(keyKind: KeyKind): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'openssl-cmp-'));
  const lab = await startLabCa({ folder: join(folder, 'lab-ca'), port: 0, keyType: keyKind });
  const file = (name: string): string => join(folder, name);
  const newKey = async (name: string): Promise<string> => {
    const path = file(`${name}.key`);
    await opensslMust('genpkey', ...KEY_OPTIONS[keyKind], '-out', path);
    return path;
  };
  const cmp = async (options: CmpOptions): Promise<OpensslRun> => openssl('cmp', ...cmpArguments(lab, options));
  return {
    lab,
    keyKind,
    file,
    newKey,
    cmp,
    enroll: async (name) => {
      const key = await newKey(name);
      const certificate = file(`${name}.pem`);
      const args = { newkey: key, subject: `/CN=${name}/O=Example`, certout: certificate };
      const { code, output } = await cmp({ cmd: 'ir', by: 'mac', args });
      if (code !== 0) throw new Error(`no certificate to begin with:\n${output}`);
      return { certificate, key };
    },
    verify: async (certificate) => {
      const [root, issuing] = [lab.rootCertificatePath, file('lab-ca/issuing.pem')];
      return openssl('verify', '-x509_strict', '-CAfile', root, '-untrusted', issuing, certificate);
    },
    stop: async () => {
      await lab.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It trusts the root alone: all other certificates must come in the messages. */
function cmpArguments(lab: RunningLabCa, { cmd, by, path = '/cmp', args = {} }: CmpOptions): readonly string[] {
  const { connection, rootCertificatePath } = lab;
  const name = '/CN=Lab Issuing CA (for testing only)';
  const credential: Flags =
    by === 'mac'
      ? { ref: connection.referenceId, secret: `pass:${connection.secret}` }
      : { cert: by.certificate, key: by.key };
  // openssl does not begin without a place for the certificate.
  const output: Flags = cmd === 'rr' || cmd === 'genm' ? {} : { certout: '/dev/null' };
  const flags: Flags = {
    config: '',
    batch: true,
    cmd,
    server: connection.url.replace('http://', ''),
    path,
    trusted: rootCertificatePath,
    out_trusted: rootCertificatePath,
    recipient: name,
    expect_sender: name,
    total_timeout: '20',
    ...credential,
    ...output,
    ...args,
  };
  return Object.entries(flags).flatMap(([flag, value]) => (value === true ? [`-${flag}`] : [`-${flag}`, value]));
}

const KEY_OPTIONS: Readonly<Record<KeyKind, readonly string[]>> = {
  'rsa-2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'ec-p256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
};
