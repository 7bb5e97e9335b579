import type { FastifyInstance } from 'fastify';

import { isLoopbackHost } from '../config.ts';
import { refusal } from '../refusal.ts';

/**
 * Keeps web pages of other origins away from a server that has no sign-in yet and trusts whoever reaches its port.
 *
 * - DNS rebinding: a page of `attacker.example`, whose name now resolves to 127.0.0.1, is same-origin for the browser,
 *   but it still says `Host: attacker.example`. Only names of this computer are answered.
 * - CSRF: a page of another origin can send writes without reading the answers. Browsers say so in `Origin` and
 *   `Sec-Fetch-Site`; programs such as curl send neither and are not the ones tricked.
 */
export function refuseForeignPages(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? '';
    if (!isLoopbackHost(hostName(host))) {
      throw refusal(
        'host-refused',
        'The console answers only to the names of this computer, such as 127.0.0.1 or localhost.',
      );
    }

    const site = request.headers['sec-fetch-site'];
    const origin = request.headers.origin;
    const isNavigation = request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate';
    const isForeign =
      (origin !== undefined && !isSameOrigin(origin, host)) ||
      (site !== undefined && site !== 'same-origin' && site !== 'none');
    if (isForeign && !isNavigation) {
      throw refusal('origin-refused', 'The console takes requests only from its own pages.');
    }
  });
}

function isSameOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host.toLowerCase() === host.toLowerCase();
}

/** The host of `host:port`; an IPv6 address has its brackets. */
function hostName(host: string): string {
  return host.replace(/:\d*$/, '');
}
