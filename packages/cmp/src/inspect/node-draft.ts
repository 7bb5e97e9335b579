import type { InspectNode, InspectRule } from './inspect-node.ts';

/** A node while the tree grows. */
export interface NodeDraft extends InspectNode {
  label: string;
  summary: string;
  value?: string;
  rule?: InspectRule;
  problem?: string;
  truncated?: true;
  readonly children: NodeDraft[];
}
