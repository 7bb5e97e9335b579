import { API_BASE, type Endpoint } from '../contract/endpoints.ts';

/** What a query may hold. Lists stand in it once for each value; undefined is left out. */
export type QueryValues = Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
type QueryValue = string | number | boolean;

/**
 * The address of an endpoint, also for links and EventSource.
 *
 * @param baseUrl the origin, or empty for addresses relative to the page's origin
 * @throws TypeError when a parameter of the path is missing
 */
export function requestUrl(
  { path }: Pick<Endpoint, 'path'>,
  {
    params = {},
    query = {},
    baseUrl = '',
  }: { params?: Readonly<Record<string, string | number>>; query?: QueryValues; baseUrl?: string } = {},
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new TypeError(`expected a value for :${name} of ${path}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) {
      if (value !== undefined) search.append(name, String(value));
    }
  }
  const text = search.toString();
  return `${baseUrl.replace(/\/$/, '')}${API_BASE}${filled}${text === '' ? '' : `?${text}`}`;
}
