import { CliError } from '../cli-error.ts';
import type { Options } from '../options/options.ts';
import { splitList } from '../options/split-list.ts';

/** Where `-server`, `-path` and `-tls_used` lead; undefined without `-server`. */
export function serverUrl(options: Options): URL | undefined {
  const server = options.text('server');
  if (server === undefined) return undefined;
  // [http[s]://][userinfo@]host[:port][/path][?query][#fragment]; userinfo and fragment have no meaning.
  const parts =
    /^(?:(https?):\/\/)?(?:[^/?#@]*@)?(\[[\da-f:.]+\]|[^:/?#[\]]+)(?::([^/?#]*))?(\/?[^#]*)?(?:#.*)?$/i.exec(server);
  const [, scheme = '', host = '', port, ownPath = ''] = parts ?? [];
  if (parts === null || /\s/.test(host)) {
    throw new CliError('-server: expected [http[s]://]host[:port][/path]');
  }
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    throw new CliError(`-server: expected a port from 1 to 65535, got ${port || 'nothing'}`);
  }
  const isTls = scheme.toLowerCase() === 'https' || options.flag('tls_used');
  const path = (options.text('path') ?? ownPath).replace(/^\/*/, '/');
  const url = `http${isTls ? 's' : ''}://${host}${port === undefined ? '' : `:${port}`}${path}`;
  if (!URL.canParse(url)) throw new CliError(`-server: ${host} is no host name or IP address`);
  return new URL(url);
}

/** Whether `host` is in a list as no_proxy has it: a name stands for its subdomains, too. */
export function isInNoProxy(host: string, list: string): boolean {
  const bare = host.replaceAll(/[[\]]/g, '').toLowerCase();
  return splitList(list.toLowerCase()).some((entry) => {
    const name = entry.replace(/^\.|[[\]]/g, '');
    return entry === '*' || bare === name || bare.endsWith(`.${name}`);
  });
}
