export { inspectMessage } from './inspect-message.ts';
export type { InspectNode, InspectRule } from './inspect-node.ts';
export { oidName } from './oid-names.ts';
