import type { NoProtector, Protector } from '@crypto-cmp/cmp';
import { equalBytes } from '@crypto-cmp/der';
import { type Certificate, decodeName, type HashName, matchNames, type Signer, validatePath } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { CliError } from '../cli-error.ts';
import { loadCertificates } from '../credentials/load-certificates.ts';
import { loadPrivateKey } from '../credentials/load-key.ts';
import { readSecret } from '../credentials/read-secret.ts';
import type { Host } from '../host.ts';
import type { Log } from '../log.ts';
import type { Options } from '../options/options.ts';
import { readDigest, readMac } from './read-algorithms.ts';
import { type References, senderOf } from './references.ts';

export interface Credentials {
  readonly protector: Protector | NoProtector;
  /** Of -key, where it is given: also the default of the key to be certified. */
  readonly keySigner: Signer | undefined;
}

/** How our messages are protected: not at all if told so, else by `-secret`, else by `-key` and `-cert`. */
export async function readCredentials(
  options: Options,
  references: References,
  untrusted: readonly Certificate[],
  host: Host,
  log: Log,
): Promise<Credentials> {
  const hash = readDigest(options.text('digest') ?? 'sha256');
  const macHash = readMac(options.text('mac') ?? 'hmac-sha256');
  const secret = options.text('secret');
  const keySigner = await readKey(options, hash, host);
  if (secret === undefined && keySigner === undefined && !options.flag('unprotected_requests')) {
    throw new CliError('-secret or -key: one of them is needed to protect requests');
  }
  if (options.text('own_trusted') !== undefined && references.cert === undefined) {
    log.warn('-own_trusted has no effect without -cert');
  }
  if (options.flag('unprotected_requests')) {
    if (secret !== undefined) log.warn('-secret protects nothing, since -unprotected_requests is given');
    return { protector: { kind: 'none' }, keySigner };
  }
  if (secret !== undefined) {
    if (references.cert !== undefined || keySigner !== undefined) {
      log.warn('-cert and -key do not protect messages, since -secret is given');
    }
    const protector = await macProtector(secret, { hash, macHash }, options, references, host);
    return { protector, keySigner };
  }
  if (references.cert === undefined) throw new CliError('-cert: the certificate of -key is needed, too');
  if (keySigner === undefined) throw new CliError('-key: the private key of -cert is needed, too');
  return { protector: await signatureProtector(keySigner, references.cert, references, untrusted, options), keySigner };
}

async function readKey(options: Options, hash: HashName, host: Host): Promise<Signer | undefined> {
  const file = options.text('key');
  if (file === undefined) return undefined;
  const source = options.text('keypass');
  const passphrase = source === undefined ? undefined : await readSecret(source, 'keypass', host);
  return loadPrivateKey({ file, option: 'key', passphrase, passphraseOption: 'keypass' }, hash);
}

async function macProtector(
  source: string,
  hashes: { readonly hash: HashName; readonly macHash: HashName },
  options: Options,
  references: References,
  host: Host,
): Promise<Protector> {
  const secret = new TextEncoder().encode(await readSecret(source, 'secret', host));
  if (secret.length === 0) throw new CliError('-secret: the secret is empty');
  const reference = options.text('ref') ?? commonName(senderOf(references));
  if (reference === undefined) {
    throw new CliError('-ref: it is needed, since neither -cert nor -subject gives a sender with a CN');
  }
  const parameters = { algorithm: 'passwordBasedMac', ...hashes } as const;
  return { kind: 'mac', secret, referenceId: new TextEncoder().encode(reference), parameters };
}

async function signatureProtector(
  signer: Signer,
  certificate: Certificate,
  { certOthers }: References,
  untrusted: readonly Certificate[],
  options: Options,
): Promise<Protector> {
  if (!equalBytes(certificate.subjectPublicKeyInfo, signer.publicKey)) {
    throw new CliError('-cert: its public key is not that of -key');
  }
  const known = [...certOthers, ...untrusted];
  const anchors = await loadCertificates(options.text('own_trusted'), 'own_trusted');
  if (anchors.length > 0) {
    const request = { target: certificate, intermediates: known, trustAnchors: anchors, at: new Date() };
    const verdict = await validatePath({ ...request, crypto: nodeCrypto });
    if (!verdict.valid) throw new CliError(`-own_trusted: -cert does not chain to it: ${verdict.message}`);
  }
  return { kind: 'signature', signer, certificate: certificate.der, chain: chainOf(certificate, known) };
}

/** Issuers upwards by name, the self-signed root left out: the peer has it, or does not trust it. */
function chainOf(certificate: Certificate, known: readonly Certificate[]): readonly Uint8Array[] {
  const chain: Certificate[] = [];
  for (let last = certificate; chain.length < known.length;) {
    const issuer = known.find(
      (one) => matchNames(one.subject, last.issuer) && !matchNames(one.subject, one.issuer) && !chain.includes(one),
    );
    if (issuer === undefined) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain.map(({ der }) => der);
}

function commonName(sender: Uint8Array | undefined): string | undefined {
  if (sender === undefined) return undefined;
  return decodeName(sender)
    .rdns.flat()
    .findLast(({ type }) => type === COMMON_NAME)?.value;
}

const COMMON_NAME = '2.5.4.3';
