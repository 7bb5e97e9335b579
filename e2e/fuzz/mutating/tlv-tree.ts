/** An element of BER as it stands, right or wrong, to be changed and written again. */
export interface TlvNode {
  /** The identifier octets. */
  readonly tag: Uint8Array;
  /** What stands before the elements inside: the unused bits of a BIT STRING that holds DER. */
  readonly prefix: Uint8Array;
  /** Octets, or the elements inside; those of an OCTET STRING or BIT STRING that holds DER, too. */
  readonly content: Uint8Array | readonly TlvNode[];
  /** Written in place of the length that would be right. */
  readonly lengthOctets?: Uint8Array;
}

/** The elements that fill the octets; undefined where they do not. */
export function parseForest(bytes: Uint8Array, depth = 0): readonly TlvNode[] | undefined {
  const nodes: TlvNode[] = [];
  for (let at = 0; at < bytes.length;) {
    const header = readHeader(bytes, at);
    if (header === undefined) return undefined;
    const tag = bytes.subarray(at, header.tagEnd);
    nodes.push({ tag, ...parseContent(tag[0] ?? 0, bytes.subarray(header.contentStart, header.end), depth) });
    at = header.end;
  }
  return nodes;
}

export function writeForest(nodes: readonly TlvNode[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const node of nodes) writeNode(node, parts);
  return join(parts);
}

export function countNodes(nodes: readonly TlvNode[]): number {
  return nodes.reduce((count, node) => count + 1 + (isLeaf(node) ? 0 : countNodes(innerOf(node))), 0);
}

export function innerOf({ content }: TlvNode): readonly TlvNode[] {
  return content instanceof Uint8Array ? [] : content;
}

export function isLeaf({ content }: TlvNode): boolean {
  return content instanceof Uint8Array;
}

/** The content octets, as they would be written. */
export function contentOf({ prefix, content }: TlvNode): Uint8Array {
  return content instanceof Uint8Array ? join([prefix, content]) : join([prefix, writeForest(content)]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Definite and minimal, as DER has it. */
export function lengthOctetsOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

function parseContent(first: number, content: Uint8Array, depth: number): Omit<TlvNode, 'tag'> {
  const leaf = { prefix: NOTHING, content };
  if (depth >= MAX_DEPTH || content.length === 0) return leaf;
  if ((first & 0x20) !== 0) return { prefix: NOTHING, content: parseForest(content, depth + 1) ?? content };
  const isBitString = first === 0x03;
  if (first !== 0x04 && !(isBitString && content[0] === 0)) return leaf;
  const inside = isBitString ? content.subarray(1) : content;
  // Random octets, too, may look like an element; SEQUENCE, INTEGER and OCTET STRING are what extensions and keys hold.
  if (![0x30, 0x02, 0x04].includes(inside[0] ?? 0)) return leaf;
  const nodes = parseForest(inside, depth + 1);
  return nodes === undefined ? leaf : { prefix: isBitString ? content.subarray(0, 1) : NOTHING, content: nodes };
}

function writeNode(node: TlvNode, parts: Uint8Array[]): void {
  const content = contentOf(node);
  parts.push(node.tag, node.lengthOctets ?? lengthOctetsOf(content.length), content);
}

interface Header {
  readonly tagEnd: number;
  readonly contentStart: number;
  readonly end: number;
}

function readHeader(bytes: Uint8Array, start: number): Header | undefined {
  let at = start + 1;
  if (((bytes[start] ?? 0) & 0x1f) === 0x1f) {
    while (((bytes[at] ?? 0) & 0x80) !== 0) at++;
    at++;
  }
  const tagEnd = at;
  const first = bytes[at++] ?? 0x80;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) return undefined;
    length = 0;
    for (let left = count; left > 0; left--) length = length * 256 + (bytes[at++] ?? 0);
  }
  return at + length > bytes.length ? undefined : { tagEnd, contentStart: at, end: at + length };
}

const NOTHING = new Uint8Array();
const MAX_DEPTH = 40;
