import { formatName, parseCertificate, parsePem, X509Error } from '@crypto-cmp/x509';

import type { LintedPolicy } from './lint-policy.ts';
import type { PolicyWarning } from './policy-warning.ts';

/** Whom the policy trusts, and for how long. */
export function lintAnchors(
  { trustAnchors, advanced }: Pick<LintedPolicy, 'trustAnchors' | 'advanced'>,
  now: Date,
): PolicyWarning[] {
  const lists = [
    { pems: trustAnchors, pointer: '/trustAnchors' },
    { pems: advanced.tls.trustAnchors, pointer: '/advanced/tls/trustAnchors' },
  ];
  const dated = lists.flatMap(({ pems, pointer }) =>
    pems.flatMap((pem, index) => lintAnchor(pem, `${pointer}/${index}`, now)),
  );
  if (trustAnchors.length > 0) return dated;
  const missing: PolicyWarning = {
    pointer: '/trustAnchors',
    code: 'trust-anchor-missing',
    message:
      'Without a trust anchor the console trusts whatever CA the holder of the Secret names, and refuses signed answers to a first enrollment',
  };
  return [missing, ...dated];
}

function lintAnchor(pem: string, pointer: string, now: Date): PolicyWarning[] {
  const facts = readAnchor(pem);
  if (facts === undefined) return [];
  const { name, notAfter } = facts;
  const left = notAfter.getTime() - now.getTime();
  const day = notAfter.toISOString().slice(0, 10);
  if (left < 0) {
    const message = `${name} expired on ${day}. Nothing that chains to it is accepted any more`;
    return [{ pointer, code: 'trust-anchor-expired', message }];
  }
  if (left > SOON_MS) return [];
  const message = `${name} expires on ${day}. Add the CA's new certificate before that`;
  return [{ pointer, code: 'trust-anchor-expiring', message }];
}

function readAnchor(pem: string): { readonly name: string; readonly notAfter: Date } | undefined {
  try {
    const [der] = parsePem(pem, 'CERTIFICATE');
    if (der === undefined) return undefined;
    const { subject, notAfter } = parseCertificate(der);
    return { name: formatName(subject), notAfter };
  } catch (error) {
    // What cannot be read is an error of its own, not a warning.
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

/** A change of roots takes weeks. */
const SOON_MS = 60 * 86_400_000;
