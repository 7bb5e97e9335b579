import { countNodes, innerOf, join, parseForest, type TlvNode, writeForest } from '../mutating/tlv-tree.ts';
import type { Input } from './target.ts';

/** A smaller input that fails in the same way: without elements that do not matter, then without octets that do not. */
export async function minimize(input: Input, fails: (input: Input) => Promise<boolean>): Promise<Input> {
  let smallest = input;
  let left = MAX_ATTEMPTS;
  const tryInstead = async (bytes: Uint8Array): Promise<boolean> => {
    if (left <= 0 || bytes.length >= smallest.bytes.length) return false;
    left--;
    const candidate = { ...smallest, bytes };
    if (!(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  await dropElements(() => smallest.bytes, tryInstead);
  await dropOctets(
    () => smallest.bytes,
    tryInstead,
    () => left > 0,
  );
  return smallest;
}

type TryInstead = (bytes: Uint8Array) => Promise<boolean>;

async function dropElements(current: () => Uint8Array, tryInstead: TryInstead): Promise<void> {
  let forest = parseForest(current());
  for (let place = 0; forest !== undefined && place < Math.min(MAX_ATTEMPTS, countNodes(forest));) {
    const dropped = await tryInstead(writeForest(without(forest, place)));
    if (dropped) forest = parseForest(current());
    else place++;
  }
}

/** Long stretches first. */
async function dropOctets(current: () => Uint8Array, tryInstead: TryInstead, mayTry: () => boolean): Promise<void> {
  for (let length = current().length >> 1; length > 0; length >>= 1) {
    for (let at = 0; at < current().length;) {
      const bytes = current();
      const shorter = join([bytes.subarray(0, at), bytes.subarray(at + length)]);
      if (!(await tryInstead(shorter))) at += length;
      if (!mayTry()) return;
    }
  }
}

function without(nodes: readonly TlvNode[], place: number): readonly TlvNode[] {
  let left = place;
  for (const [index, node] of nodes.entries()) {
    if (left === 0) return nodes.toSpliced(index, 1);
    const inside = countNodes(innerOf(node));
    if (left <= inside) return nodes.with(index, { ...node, content: without(innerOf(node), left - 1) });
    left -= 1 + inside;
  }
  return nodes;
}

const MAX_ATTEMPTS = 2000;
