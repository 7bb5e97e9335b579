import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { type Finding, failed, notTested, passed, unreachable } from './finding.ts';
import type { NextHop } from './next-hop.ts';

/** DNS: asks as a connection does, the host's own files included. */
export async function lookUpName(hop: NextHop, timeoutMs: number): Promise<Finding> {
  const { host } = hop;
  if (isIP(host) !== 0) return notTested(`${host} is an IP address: there is no name to look up.`);
  const stop = new AbortController();
  try {
    const late = setTimeout(timeoutMs, undefined, { signal: stop.signal });
    const found = await Promise.race([lookup(host, { all: true }), late]);
    if (found === undefined) {
      return failed(
        `The name service did not answer for ${host} in time.`,
        'Look into the name service of this computer, or enter an IP address.',
      );
    }
    return passed(`${host} is ${listSome(found.map(({ address }) => address))}.`);
  } catch {
    return unreachable('host-not-found', hop);
  } finally {
    stop.abort();
  }
}

/** A name may have hundreds of addresses. */
function listSome(addresses: readonly string[]): string {
  const unique = [...new Set(addresses)];
  const rest = unique.length - MOST_SHOWN;
  return unique.slice(0, MOST_SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

const MOST_SHOWN = 4;
