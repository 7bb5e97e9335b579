import { parsePointer, toPointer } from '@crypto-cmp/policy';
import type { FieldPath } from 'react-hook-form';

import type { PolicyForm } from './policy-form.ts';

/** "trustpoints.0.subjectName": the form library's name of a field. */
export type PolicyPath = FieldPath<PolicyForm>;

/** A pointer names a field of the draft, and the form has the same fields under the same names. */
export function toPath(pointer: string): PolicyPath {
  return parsePointer(pointer).join('.') as PolicyPath;
}

/** Also the field's DOM id, so that a deep link is the API's own JSON pointer. */
export function toFieldPointer(path: string): string {
  return toPointer(path.split('.'));
}

/** What the rules find at an object is shown at the input that can put it right. */
export function fieldOf(values: Pick<PolicyForm, 'trustpoints'>, pointer: string): string {
  const [list, index, field, ...rest] = parsePointer(pointer);
  // One field holds all the certificates.
  if (list === 'advanced' && field === 'trustAnchors') return '/advanced/tls/trustAnchors';
  if (list !== 'trustpoints' || typeof index !== 'number' || rest.length > 0) return pointer;
  if (field === 'referenceId') return `${pointer}/value`;
  if (field !== 'secret') return pointer;
  return `${pointer}/${values.trustpoints[index]?.secret.action === 'replace' ? 'value' : 'action'}`;
}

/** The place of the trustpoint a field belongs to. */
export function trustpointIndexOf(pointer: string): number | undefined {
  const [list, index] = parsePointer(pointer);
  return list === 'trustpoints' && typeof index === 'number' ? index : undefined;
}
