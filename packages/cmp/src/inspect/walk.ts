import { DerError } from '@crypto-cmp/der';

import { childrenOf, type Element, elementAt } from './element.ts';
import type { NodeDraft } from './node-draft.ts';
import { accepts, resolveField, type Resolved } from './resolve-field.ts';
import { anything, type FieldShape, required, type Shape } from './shape.ts';
import { showCount } from './show-count.ts';
import { typeName } from './type-name.ts';

/**
 * Reads the octets as the shape says, as far as they allow.
 *
 * Level by level: so the upper part of a tree too large to show is whole, and no nesting can exhaust the stack.
 */
export function walk(bytes: Uint8Array, label: string, shape: Shape): NodeDraft {
  const walker: Walker = { bytes, messageShape: shape, queue: [], nodes: 0 };
  const field = required(label, shape);
  const place: Place = { start: 0, end: bytes.length, path: '', label, depth: 0, covered: false };
  const root = addNode(walker, undefined, place, field);
  if (root.path !== '') return { ...root, path: '', label, type: shape.type, children: [root] };
  for (let at = 0; at < walker.queue.length; at++) {
    const opened = walker.queue[at];
    if (opened !== undefined) expand(walker, opened);
  }
  return root;
}

interface Walker {
  readonly bytes: Uint8Array;
  readonly messageShape: Shape;
  readonly queue: Opened[];
  nodes: number;
}

/** A node whose content has not been looked at. */
interface Opened {
  readonly node: NodeDraft;
  readonly resolved: Resolved;
  readonly childPath: string;
  readonly depth: number;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly label: string;
  /** Whether what the element says of itself is a better label: so in lists. */
  readonly renamed?: boolean;
  readonly depth: number;
  readonly covered: boolean;
  readonly holder?: Element;
}

function addNode(walker: Walker, parent: NodeDraft | undefined, place: Place, field: FieldShape): NodeDraft {
  walker.nodes++;
  const outermost = elementAt(walker.bytes, place.start, place.end, place.holder);
  const node = outermost instanceof DerError ? unreadable(place, outermost) : readable(walker, place, field, outermost);
  parent?.children.push(node);
  return node;
}

function readable(walker: Walker, place: Place, field: FieldShape, outermost: Element): NodeDraft {
  const { tlv } = outermost;
  const resolved = resolveField(outermost, field, walker.messageShape);
  const { element, shape, type, summary = '', alternatives, rule, problem } = resolved;
  const value = shape.wholeText?.(element);
  const node: NodeDraft = {
    path: resolved.label === undefined ? place.path : join(place.path, resolved.label),
    label: resolved.label ?? (place.renamed === true ? shape.nameOf?.(element) : undefined) ?? place.label,
    type,
    summary,
    ...(value !== undefined && value !== summary && { value }),
    offset: tlv.start,
    length: tlv.end - tlv.start,
    headerLength: element.tlv.contentStart - tlv.start,
    covered: place.covered,
    ...(rule && { rule }),
    ...(problem !== undefined && { problem }),
    children: [],
  };
  if (shape.content.kind !== 'primitive') {
    walker.queue.push({ node, resolved, childPath: join(place.path, ...alternatives), depth: place.depth });
  }
  return node;
}

function unreadable({ start, end, path, covered }: Place, error: DerError): NodeDraft {
  return {
    path: join(path, 'unreadable'),
    label: 'unreadable',
    type: '',
    summary: `${end - start} octets`,
    offset: start,
    length: end - start,
    headerLength: 0,
    covered,
    problem: `${error.problem} (offset ${error.offset})`,
    children: [],
  };
}

function expand(walker: Walker, opened: Opened): void {
  const { shape } = opened.resolved;
  if (opened.depth >= maxDepth) {
    opened.node.truncated = true;
    return;
  }
  switch (shape.content.kind) {
    case 'fields':
      return expandFields(walker, opened, shape.content.fields);
    case 'list':
      return expandList(walker, opened, shape.content.item, shape.content.counted);
    case 'holder':
      return expandHolder(walker, opened, shape.content.held, shape.content.skip);
    case 'anything':
      return expandAnything(walker, opened);
    case 'primitive':
    case 'choice':
    case 'message':
  }
}

function expandFields(walker: Walker, opened: Opened, fields: readonly FieldShape[]): void {
  const { node } = opened;
  const { element } = opened.resolved;
  const underProtection = node.covered || isProtected(element);
  let next = 0;
  let strangers = 0;
  forEachElement(walker, opened, (start) => {
    const tagOctet = walker.bytes[start] ?? 0;
    const found = fields.findIndex((field, index) => index >= next && accepts(field, tagOctet));
    const field = fields[found];
    if (field === undefined) {
      const stranger = addNode(walker, node, place(opened, start, `unexpected[${strangers++}]`, 'unexpected'), stray);
      stranger.problem ??= 'does not belong here';
      return stranger;
    }
    const missing = fields.slice(next, found).find(({ optional }) => !optional);
    if (missing) node.problem ??= `${missing.name} is missing`;
    next = found + 1;
    const covered = field.isProtectedPart === true ? underProtection : node.covered;
    return addNode(walker, node, { ...place(opened, start, field.name, field.name), covered }, field);
  });
  const missing = fields.slice(next).find(({ optional }) => !optional);
  if (missing && node.truncated === undefined) node.problem ??= `${missing.name} is missing`;
}

function expandList(walker: Walker, opened: Opened, item: FieldShape, counted: string): void {
  const { node, childPath } = opened;
  let count = 0;
  forEachElement(walker, opened, (start) => {
    const there = { ...place(opened, start, '', `${item.name} ${count + 1}`), renamed: true };
    const path = `${childPath}[${count++}]`;
    return addNode(walker, node, { ...there, path }, item);
  });
  if (node.summary === '') node.summary = showCount(count, counted, node.truncated === true);
}

function expandAnything(walker: Walker, opened: Opened): void {
  let count = 0;
  if (!opened.resolved.element.tlv.constructed) return;
  forEachElement(walker, opened, (start) => {
    const found = elementAt(walker.bytes, start, opened.resolved.element.tlv.end);
    const there = place(opened, start, '', found instanceof DerError ? 'unreadable' : typeName(found.tlv));
    return addNode(walker, opened.node, { ...there, path: `${opened.childPath}[${count++}]` }, stray);
  });
}

function expandHolder(walker: Walker, opened: Opened, held: FieldShape, skip: number): void {
  const { element } = opened.resolved;
  const there = place(opened, element.tlv.contentStart + skip, held.name, held.name);
  const child = addNode(walker, opened.node, there, held);
  opened.node.summary ||= child.summary;
  if (child.offset + child.length < element.tlv.end) opened.node.problem ??= 'expected the end after one element';
}

/** Goes from element to element until one cannot be read, or the tree is full. */
function forEachElement(walker: Walker, { node, resolved }: Opened, add: (start: number) => NodeDraft): void {
  const { contentStart, end } = resolved.element.tlv;
  for (let at = contentStart; at < end;) {
    if (walker.nodes >= maxNodes) {
      node.truncated = true;
      return;
    }
    const child = add(at);
    at = child.offset + child.length;
  }
}

function place({ node, resolved, childPath, depth }: Opened, start: number, step: string, label: string): Place {
  const { element } = resolved;
  const path = join(childPath, step);
  return { start, end: element.tlv.end, path, label, depth: depth + 1, covered: node.covered, holder: element };
}

/** Whether a PKIMessage has a protection. It stands after header and body; the body of an ir has the same tag. */
function isProtected(message: Element): boolean {
  return childrenOf(message, 4)
    .slice(2)
    .some(({ tlv }) => tlv.tagOctet === 0xa0);
}

function join(...steps: readonly string[]): string {
  return steps.filter((step) => step !== '').join('.');
}

const stray = required('element', anything);
const maxNodes = 20_000;
const maxDepth = 64;
