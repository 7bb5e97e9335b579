import type { MessageNode } from '@crypto-cmp/api';
import type { InspectNode } from '@crypto-cmp/cmp/inspect';

/** A labelled element of a message as the API has it. */
export function toMessageNode({ value, rule, problem, truncated, children, ...node }: InspectNode): MessageNode {
  return {
    ...node,
    value: value ?? null,
    rule: rule ?? null,
    problem: problem ?? null,
    truncated: truncated ?? false,
    children: children.map(toMessageNode),
  };
}
