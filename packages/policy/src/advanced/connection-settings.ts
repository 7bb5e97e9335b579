import { z } from 'zod';
import { expectType, type Finding, NOT_A_LIST, NOT_AN_OBJECT } from '../finding.ts';
import { findHostFault, findHostNameFault } from '../host-name.ts';
import { LIMITS } from '../limits.ts';
import { noHiddenCharacters, text } from '../text.ts';
import { TrustAnchor } from '../trust-anchor.ts';
import { splitProxyExemptions } from './proxy-exemption.ts';

/** How a CMP server is reached by TLS. What a CA says is proven by the protection of the message all the same. */
export const TlsSettings = z.strictObject(
  {
    /** Whom the server's TLS certificate must chain to; none: this computer's own list, and the policy's trust anchors. */
    trustAnchors: z
      .array(TrustAnchor, expectType(NOT_A_LIST))
      .max(LIMITS.trustAnchors.max, `More than ${LIMITS.trustAnchors.max} trust anchors`)
      .overwrite((anchors) => [...new Set(anchors)])
      .default([]),
    /** The name its certificate must bear; empty: the host of the server. */
    serverName: text(LIMITS.optionalHost, noHiddenCharacters, findServerNameFault).default(''),
    /** The trustpoint of this console whose certificate is shown to a server that asks for one; null: none. */
    clientTrustpointId: text({ min: 1, max: 64 }).nullable().default(null),
  },
  expectType(NOT_AN_OBJECT),
);

/** An HTTP proxy on the way to the CMP servers. */
export const ProxySettings = z.strictObject(
  {
    /** `http://host:port`; empty: none. Without user and password, since it is stored and shown in the clear. */
    url: text(LIMITS.proxyUrl, noHiddenCharacters, findProxyUrlFault).default(''),
    /** Hosts that are reached without it, as in `no_proxy`: a name stands for its subdomains, too. */
    exempt: text(LIMITS.proxyExemptions, noHiddenCharacters, findExemptionFault).default(''),
  },
  expectType(NOT_AN_OBJECT),
);

function findServerNameFault(value: string): Finding | undefined {
  const message = value === '' ? undefined : findHostNameFault(value);
  return message === undefined ? undefined : { code: 'host-invalid', message };
}

function findProxyUrlFault(value: string): Finding | undefined {
  if (value === '') return undefined;
  const fault = (message: string): Finding => ({ code: 'url-invalid', message });
  if (/^https:\/\//i.test(value)) return fault('A proxy is reached by http://, also for https servers');
  if (!/^http:\/\//i.test(value)) return fault('Does not begin with http://');
  if (!URL.canParse(value)) return fault('Not a URL. Write it like http://proxy.example.net:3128');
  const { username, password, pathname, search, hash } = new URL(value);
  if (username !== '' || password !== '') return fault('Holds a user or a password. Enter the URL without');
  if (pathname !== '/' || search !== '' || hash !== '') return fault('Holds more than a host and a port');
  return undefined;
}

function findExemptionFault(value: string): Finding | undefined {
  for (const entry of splitProxyExemptions(value)) {
    if (entry === '*') continue;
    const fault = findHostFault(entry.replace(/^\.|[[\]]/g, ''));
    if (fault !== undefined) return { ...fault, message: `Entry ${entry}: ${fault.message}` };
  }
  return undefined;
}
