import { changeOctets } from './change-octets.ts';
import { INTEGERS, lengthLie, OBJECT_IDENTIFIERS, TAGS, TEXTS, TIMES } from './dictionary.ts';
import type { Random } from './random.ts';
import { contentOf, countNodes, innerOf, isLeaf, type TlvNode } from './tlv-tree.ts';

/** One change to one element, somewhere. Parts of `donor`, another input, may be taken over. */
export function changeStructure(
  forest: readonly TlvNode[],
  random: Random,
  donor: readonly TlvNode[],
): readonly TlvNode[] {
  const count = countNodes(forest);
  if (count === 0) return forest;
  return editAt(forest, random.below(count), (siblings, index) => change(siblings, index, random, donor));
}

type Edit = (siblings: readonly TlvNode[], index: number) => readonly TlvNode[];

/** Elements are numbered as they are written. */
function editAt(nodes: readonly TlvNode[], place: number, edit: Edit): readonly TlvNode[] {
  let left = place;
  for (const [index, node] of nodes.entries()) {
    if (left === 0) return edit(nodes, index);
    const inside = countNodes(innerOf(node));
    if (left <= inside) {
      return nodes.with(index, { ...node, content: editAt(innerOf(node), left - 1, edit) });
    }
    left -= 1 + inside;
  }
  return nodes;
}

function change(
  siblings: readonly TlvNode[],
  index: number,
  random: Random,
  donor: readonly TlvNode[],
): readonly TlvNode[] {
  const node = siblings[index];
  if (node === undefined) return siblings;
  const other = random.below(siblings.length);
  switch (random.pick(KINDS)) {
    case 'delete':
      return siblings.toSpliced(index, 1);
    case 'duplicate':
      return siblings.toSpliced(index, 0, node);
    case 'swap':
      return siblings.with(index, siblings[other] ?? node).with(other, node);
    case 'reverse':
      return siblings.toReversed();
    case 'retag':
      return siblings.with(index, { ...node, tag: retagged(node.tag, random) });
    case 'replace':
      return siblings.with(index, foreign(random, donor) ?? node);
    case 'insert':
      return siblings.toSpliced(index, 0, foreign(random, donor) ?? node);
    case 'repeat':
      return siblings.toSpliced(index, 0, ...Array.from({ length: repetitions(node, random) }, () => node));
    case 'nest':
      return siblings.with(index, nested(node, random));
    case 'unwrap':
      return siblings.toSpliced(index, 1, ...innerOf(node));
    case 'empty':
      return siblings.with(index, { ...node, prefix: NOTHING, content: NOTHING });
    case 'length':
      return siblings.with(index, { ...node, lengthOctets: lengthLie(contentOf(node).length, random) });
    case 'octets':
      return siblings.with(index, { ...node, prefix: NOTHING, content: changeOctets(contentOf(node), random) });
    case 'value':
      return siblings.with(index, { ...node, prefix: NOTHING, content: valueFor(node, random) });
  }
}

/** What stands oftener is done oftener. */
const KINDS = [
  'delete',
  'duplicate',
  'swap',
  'reverse',
  'retag',
  'retag',
  'replace',
  'replace',
  'insert',
  'repeat',
  'nest',
  'unwrap',
  'empty',
  'length',
  'octets',
  'octets',
  'octets',
  'value',
  'value',
  'value',
] as const;

function retagged(tag: Uint8Array, random: Random): Uint8Array {
  const first = tag[0] ?? 0x30;
  if (random.chance(0.2)) return Uint8Array.of(first ^ 0x20);
  if (random.chance(0.3)) return Uint8Array.of((first & 0xe0) | ((first + (random.chance(0.5) ? 1 : 30)) % 31));
  if (random.chance(0.05)) return Uint8Array.of(first | 0x1f, ...random.octets(1 + random.below(6)));
  return Uint8Array.of(random.pick(TAGS));
}

function foreign(random: Random, donor: readonly TlvNode[]): TlvNode | undefined {
  let found: TlvNode | undefined;
  editAt(donor, random.below(Math.max(1, countNodes(donor))), (siblings, index) => {
    found = siblings[index];
    return siblings;
  });
  return found;
}

/** Around the limits of a SEQUENCE OF, as long as the whole stays small enough to be looked at. */
function repetitions(node: TlvNode, random: Random): number {
  const wanted = random.pick([1, 2, 3, 8, 60, 999, 1000, 1001, 10_001]);
  return Math.min(wanted, Math.floor(MAX_REPEATED_OCTETS / (2 + contentOf(node).length)));
}

function nested(node: TlvNode, random: Random): TlvNode {
  const tag = random.chance(0.5) ? node.tag : Uint8Array.of(random.pick(TAGS));
  let inside = node;
  for (let left = random.pick([1, 1, 2, 3, 20, 64, 65, 200]); left > 0; left--) {
    inside = { tag, prefix: NOTHING, content: [inside] };
  }
  return inside;
}

function valueFor(node: TlvNode, random: Random): Uint8Array {
  switch (node.tag[0]) {
    case 0x02:
    case 0x0a:
    case 0x80:
      return random.pick(INTEGERS);
    case 0x06:
      return random.pick(OBJECT_IDENTIFIERS);
    case 0x17:
    case 0x18:
      return random.pick(TIMES);
    case 0x01:
      return Uint8Array.of(random.pick([0, 1, 0x7f, 0xff]));
    case 0x04:
      return random.octets(random.pick([0, 1, 7, 8, 15, 16, 17, 32, 64, 1024, 1025]));
    case 0x03:
      return random.pick([NOTHING, Uint8Array.of(0), Uint8Array.of(8, 0), Uint8Array.of(7), Uint8Array.of(7, 0xff)]);
    default:
      return isLeaf(node) ? random.pick(TEXTS) : random.pick(INTEGERS);
  }
}

const NOTHING = new Uint8Array();
const MAX_REPEATED_OCTETS = 60_000;
