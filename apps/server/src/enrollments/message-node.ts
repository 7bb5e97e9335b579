import type { MessageNode } from '@crypto-cmp/api';
import type { InspectNode } from '@crypto-cmp/cmp/inspect';

/** A labelled element of a message as the API has it. */
export function toMessageNode({ rule, children, ...node }: InspectNode): MessageNode {
  return { ...node, rule: rule ?? null, children: children.map(toMessageNode) };
}
