import { decode, DerError } from '@crypto-cmp/der';

import { PKIMessage } from '../messages/pki-message.ts';
import type { InspectNode } from './inspect-node.ts';
import { pkiMessage } from './shapes/message-shapes.ts';
import type { NodeDraft } from './node-draft.ts';
import { walk } from './walk.ts';

/**
 * A PKIMessage as a labelled tree: names, times and algorithms in words, certificates opened, each element with its place
 * in the octets.
 *
 * Made for messages that are wrong, too: it never throws on bytes, shows what could be read, and says at the element where
 * reading ended why. At most 20,000 elements are shown, 64 deep, the upper ones first.
 */
export function inspectMessage(bytes: Uint8Array): InspectNode {
  // Without the methods of a subclass such as Buffer, whose slice is no copy.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const root = walk(plain, 'PKIMessage', pkiMessage);
  const verdict = findProblem(plain);
  if (verdict !== undefined) {
    const place = deepestOnPath(root, verdict.path);
    if (place !== root) place.problem ??= verdict.problem;
    root.problem = verdict.message;
  }
  return root;
}

/** The tree is read leniently; whether the message is sound, only the decoder that transactions use may say. */
function findProblem(bytes: Uint8Array): DerError | undefined {
  try {
    decode(PKIMessage, bytes);
    return undefined;
  } catch (error) {
    if (error instanceof DerError) return error;
    throw error;
  }
}

function deepestOnPath(root: NodeDraft, path: string): NodeDraft {
  let place = root;
  for (;;) {
    const next = place.children.find((child) => isOnPath(child.path, path));
    if (next === undefined) return place;
    place = next;
  }
}

function isOnPath(nodePath: string, path: string): boolean {
  if (nodePath === '' || !path.startsWith(nodePath)) return false;
  const follower = path.charAt(nodePath.length);
  return follower === '' || follower === '.' || follower === '[';
}
