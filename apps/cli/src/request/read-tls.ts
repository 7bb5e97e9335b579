import type { TlsClientCertificate, TlsSettings } from '@crypto-cmp/cmp/node';
import { equalBytes } from '@crypto-cmp/der';
import { encodePem } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { loadCertificate, loadCertificates } from '../credentials/load-certificates.ts';
import { loadPrivateKeyPem } from '../credentials/load-key.ts';
import { readSecret } from '../credentials/read-secret.ts';
import type { Host } from '../host.ts';
import type { Log } from '../log.ts';
import type { Options } from '../options/options.ts';

/** Whom to believe in TLS, and who we are there. */
export async function readTls(options: Options, url: URL | undefined, host: Host, log: Log): Promise<TlsSettings> {
  if (url === undefined) return {};
  const names = ['tls_cert', 'tls_key', 'tls_keypass', 'tls_extra', 'tls_trusted', 'tls_host'] as const;
  const given = names.filter((name) => options.text(name) !== undefined);
  if (url.protocol === 'http:') {
    const why = 'since neither -tls_used nor https:// in -server asks for TLS';
    if (given.length > 0) log.warn(`-${given.join(', -')}: without effect, ${why}`);
    return {};
  }
  const trusted = options.text('tls_trusted');
  const anchors = trusted === undefined ? undefined : await loadCertificates(trusted, 'tls_trusted');
  const serverName = options.text('tls_host');
  const clientCertificate = await readClientCertificate(options, host);
  return {
    ...(anchors !== undefined && { trustAnchors: anchors.map(toPem) }),
    ...(serverName !== undefined && { serverName }),
    ...(clientCertificate !== undefined && { clientCertificate }),
  };
}

async function readClientCertificate(options: Options, host: Host): Promise<TlsClientCertificate | undefined> {
  const [certFile, keyFile] = [options.text('tls_cert'), options.text('tls_key')];
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined) throw new CliError('-tls_cert: the certificate of -tls_key is needed, too');
  if (keyFile === undefined) throw new CliError('-tls_key: the private key of -tls_cert is needed, too');
  const source = options.text('tls_keypass');
  const passphrase = source === undefined ? undefined : await readSecret(source, 'tls_keypass', host);
  const key = { file: keyFile, option: 'tls_key', passphrase, passphraseOption: 'tls_keypass' } as const;
  const { privateKey, publicKey } = await loadPrivateKeyPem(key);
  const { certificate, others } = await loadCertificate(certFile, 'tls_cert');
  if (!equalBytes(certificate.subjectPublicKeyInfo, publicKey)) {
    throw new CliError('-tls_cert: its public key is not that of -tls_key');
  }
  const extra = await loadCertificates(options.text('tls_extra'), 'tls_extra');
  return { chain: [certificate, ...others, ...extra].map(toPem), privateKey };
}

function toPem({ der }: { readonly der: Uint8Array }): string {
  return encodePem('CERTIFICATE', der);
}
