import { CliError } from '../cli-error.ts';
import type { Host } from '../host.ts';
import type { Options } from '../options/options.ts';
import { isInNoProxy } from './server-url.ts';

/** The proxy for a server: `-proxy`, else what the environment says; undefined where `-no_proxy` or no_proxy exempts it. */
export function readProxy(server: URL, options: Options, env: Host['env']): URL | undefined {
  const scheme = server.protocol.replace(':', '');
  const given = options.text('proxy') ?? (env[`${scheme}_proxy`] || env[`${scheme.toUpperCase()}_PROXY`]);
  const direct = options.text('no_proxy') ?? (env['no_proxy'] || env['NO_PROXY'] || '');
  if (!given || isInNoProxy(server.hostname, direct)) return undefined;
  // As with OpenSSL the scheme decides on the default port only: nobody speaks TLS to the proxy itself.
  const [, prefix = '', rest = ''] = /^(?:(https?):\/\/)?(.*)$/is.exec(given) ?? [];
  const [, userinfo = '', host = '', port] =
    /^([^/?#@]*@)?(\[[\da-f:.]+\]|[^:/?#[\]@\s]+)(?::(\d{1,5}))?(?:[/?#].*)?$/i.exec(rest) ?? [];
  const url = `http://${userinfo}${host}:${port ?? (prefix.toLowerCase() === 'https' ? 443 : 80)}`;
  // Not shown: it may hold a password.
  if (host === '' || !URL.canParse(url)) throw new CliError('-proxy: expected [http://]host[:port]');
  return new URL(url);
}
