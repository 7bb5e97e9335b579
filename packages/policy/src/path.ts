import type { Finding } from './finding.ts';

/**
 * The complete path of a CA's CMP endpoint, as it stands in the request line (RFC 9811, section 3.3): with a query where
 * the CA wants one, never with a host. A second slash at the start would make the next part a host name (RFC 3986,
 * section 4.2), and dot segments are resolved differently by different programs.
 */
export function findPathFault(value: string): Finding | undefined {
  const fault = (message: string): Finding => ({ code: 'path-invalid', message });
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value))
    return fault('A whole URL. Enter the path here; host and port have their own fields');
  if (!value.startsWith('/')) {
    return {
      code: 'path-invalid',
      message: 'Does not begin with /: add it',
      repair: { label: 'add it', target: 'self', value: `/${value}` },
    };
  }
  if (value.startsWith('//')) return fault('Begins with two slashes, so its first part would be read as a host');
  if (value.includes('#')) return fault('Holds a #. What follows it is never sent to a server');
  if (/%(?![0-9A-Fa-f]{2})/.test(value)) return fault('Holds a % without two hexadecimal digits behind it');
  if (/\/\.{1,2}(?:[/?]|$)/.test(value)) return fault('Holds a . or .. step. Enter the complete path');
  if (!pathCharacters.test(value)) {
    return {
      code: 'path-invalid',
      message: 'Holds a space or another character that a URL cannot hold: percent-encode it',
      repair: { label: 'percent-encode it', target: 'self', value: percentEncode(value) },
    };
  }
  return undefined;
}

function percentEncode(value: string): string {
  return Array.from(value, (character) =>
    pathCharacters.test(`/${character}`) ? character : encodeURIComponent(character),
  ).join('');
}

/** RFC 3986, sections 3.3 and 3.4: pchar, slash and question mark. */
const pathCharacters = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%)*$/;
