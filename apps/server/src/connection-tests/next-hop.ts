import type { CmpServerDraft } from '@crypto-cmp/policy';

import { serverAuthority } from '../policies/server-url.ts';
import type { WayToServer } from '../policies/way-to-server.ts';
import type { Finding } from './finding.ts';

/** What a connection is opened to: the server, or the proxy before it. */
export interface NextHop extends Pick<CmpServerDraft, 'host' | 'port'> {
  readonly isProxy: boolean;
}

export function nextHop({ host, port }: CmpServerDraft, { proxy }: Pick<WayToServer, 'proxy'>): NextHop {
  if (proxy === undefined) return { host, port, isProxy: false };
  const url = new URL(proxy);
  return { host: url.hostname.replaceAll(/[[\]]/g, ''), port: url.port === '' ? 80 : Number(url.port), isProxy: true };
}

/** Of a layer that ends at the proxy: nobody should take what it says for the server's. */
export function atProxy(finding: Finding, hop: NextHop, server: CmpServerDraft): Finding {
  if (!hop.isProxy) return finding;
  const detail = `${finding.detail} This is the proxy, through which ${serverAuthority(server)} is asked.`;
  return finding.verdict === 'failed'
    ? { ...finding, detail, advice: 'Correct Proxy in the advanced settings, or name the server in Without proxy.' }
    : { ...finding, detail };
}

/** Of a layer that ends at the server, or at a proxy that answers in its place. */
export function throughProxy(finding: Finding, hop: NextHop): Finding {
  if (!hop.isProxy || finding.verdict === 'not-tested') return finding;
  const by = `through the proxy ${serverAuthority(hop)}`;
  const doubt = finding.verdict === 'failed' ? ', which may have answered in the server’s place' : '';
  return { ...finding, detail: `${finding.detail} Asked ${by}${doubt}.` };
}
