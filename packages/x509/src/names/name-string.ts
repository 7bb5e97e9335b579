/**
 * The text of a string value in a name, whatever its type; undefined for what is no text.
 *
 * Real certificates break the rules of these types, so this is lenient: TeletexString is Latin-1, as everybody has it;
 * octets beyond ASCII in an ASCII type are UTF-8 or else Latin-1; BMPString may hold surrogate pairs. What cannot be
 * read is not guessed at: two different broken values must never become the same text.
 */
export function decodeNameString(tagOctet: number, content: Uint8Array): string | undefined {
  switch (tagOctet) {
    case 0x0c: // UTF8String
      return decodeUtf8(content);
    case 0x12: // NumericString
    case 0x13: // PrintableString
    case 0x16: // IA5String
    case 0x1a: // VisibleString
      return decodeUtf8(content) ?? decodeLatin1(content);
    case 0x14: // TeletexString
      return decodeLatin1(content);
    case 0x1c: // UniversalString
      return decodeWide(content, 4);
    case 0x1e: // BMPString
      return decodeWide(content, 2);
    default:
      return undefined;
  }
}

function decodeUtf8(content: Uint8Array): string | undefined {
  try {
    return utf8.decode(content);
  } catch {
    return undefined;
  }
}

function decodeLatin1(content: Uint8Array): string {
  let text = '';
  for (const octet of content) text += String.fromCharCode(octet);
  return text;
}

function decodeWide(content: Uint8Array, width: 2 | 4): string | undefined {
  if (content.length % width !== 0) return undefined;
  let text = '';
  for (let at = 0; at < content.length; at += width) {
    let code = 0;
    for (const octet of content.subarray(at, at + width)) code = code * 256 + octet;
    if (code > 0x10ffff) return undefined;
    text += String.fromCodePoint(code);
  }
  return text.isWellFormed() ? text : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
