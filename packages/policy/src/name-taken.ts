import type { FieldIssue } from './field-issue.ts';
import { toPointer } from './json-pointer.ts';

/** A policy of this name exists already. Only who holds all policies can tell. */
export function policyNameTaken(): FieldIssue {
  return { pointer: '/name', code: 'name-taken', message: 'Another policy has this name' };
}

/** A trustpoint of this name exists already, in a policy whose name the message tells. */
export function trustpointNameTaken(index: number, policyName: string): FieldIssue {
  return {
    pointer: toPointer(['trustpoints', index, 'name']),
    code: 'name-taken',
    message: `A trustpoint of policy ${policyName} has this name`,
  };
}
