import { X509Certificate } from 'node:crypto';

import { type Certificate, matchNames, parseCertificate, validatePath, X509Error } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import type { Plan } from '../request/build-plan.ts';

export type NewCertificateVerdict =
  | {
      readonly valid: true;
      /** From the issuer upwards, without a self-signed root. */ readonly chain: readonly Uint8Array[];
    }
  | { readonly valid: false; readonly reason: string };

/** What `-out_trusted` and `-verify_…` demand of a new certificate, as of now; undefined without -out_trusted. */
export async function checkNewCertificate(
  der: Uint8Array,
  known: readonly Certificate[],
  { trust, options }: Plan,
): Promise<NewCertificateVerdict | undefined> {
  const { newCertificateAnchors: trustAnchors, intermediates } = trust;
  if (trustAnchors === undefined) return undefined;
  try {
    const target = parseCertificate(der);
    // A CA whose clock is ahead of ours issues certificates that are not valid yet.
    const at = new Date(Math.max(Date.now(), Math.min(target.notBefore.getTime(), Date.now() + 300_000)));
    const request = { target, intermediates: [...known, ...intermediates], trustAnchors, at };
    const verdict = await validatePath({ ...request, crypto: nodeCrypto });
    if (!verdict.valid) return { valid: false, reason: `-out_trusted: ${verdict.message}` };
    const named = new X509Certificate(der);
    const [host, email, ip] = [
      options.text('verify_hostname'),
      options.text('verify_email'),
      options.text('verify_ip'),
    ];
    if (host !== undefined && named.checkHost(host) === undefined) return misnamed('verify_hostname', host);
    if (email !== undefined && named.checkEmail(email) === undefined) return misnamed('verify_email', email);
    if (ip !== undefined && named.checkIP(ip) === undefined) return misnamed('verify_ip', ip);
    return { valid: true, chain: issuersOf(verdict.path) };
  } catch (error) {
    if (error instanceof X509Error) return { valid: false, reason: `-out_trusted: ${error.message}` };
    throw error;
  }
}

function misnamed(option: string, name: string): NewCertificateVerdict {
  return { valid: false, reason: `-${option}: the certificate does not bear ${name}` };
}

/** As with OpenSSL: whoever uses the chain has the root already, or does not trust it. */
export function issuersOf(path: readonly Certificate[]): readonly Uint8Array[] {
  return path.slice(1).flatMap(({ der, subject, issuer }) => (matchNames(subject, issuer) ? [] : [der]));
}
