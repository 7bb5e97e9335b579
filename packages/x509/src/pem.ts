import { X509Error } from './x509-error.ts';

/**
 * The contents of all PEM blocks in a text, in order (RFC 7468): of those with this label, or of all. Text around the
 * blocks is passed over, since files often explain themselves.
 *
 * @throws X509Error `malformed-pem`, when a block does not end as it begins or is not base64
 */
export function parsePem(text: string, label?: string): Uint8Array<ArrayBuffer>[] {
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at++) {
    const found = boundary(lines[at], 'BEGIN');
    if (found === undefined) continue;
    const start = at + 1;
    do at++;
    while (at < lines.length && boundary(lines[at], 'BEGIN') === undefined && boundary(lines[at], 'END') === undefined);
    if (boundary(lines[at], 'END') !== found) {
      throw new X509Error(
        'malformed-pem',
        `line ${start}: expected this block to end with -----END ${clip(found)}-----`,
      );
    }
    if (label === undefined || label === found) blocks.push(decodeBase64(lines.slice(start, at).join(''), start));
  }
  return blocks;
}

/** One PEM block, in lines of 64 characters, with a line end after the last. */
export function encodePem(label: string, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The label of a boundary line, or undefined for any other line. */
function boundary(line: string | undefined, kind: 'BEGIN' | 'END'): string | undefined {
  const start = `-----${kind} `;
  const trimmed = line?.trim() ?? '';
  if (!trimmed.startsWith(start) || !trimmed.endsWith('-----') || trimmed.length < start.length + 5) return undefined;
  return trimmed.slice(start.length, -5);
}

function decodeBase64(text: string, line: number): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch (error) {
    throw new X509Error('malformed-pem', `line ${line}: expected base64 in this block`, { cause: error });
  }
}

function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const octet of bytes) binary += String.fromCharCode(octet);
  return btoa(binary);
}

function clip(label: string): string {
  return label.length > 40 ? `${label.slice(0, 40)}…` : label;
}
