import { boolean, optional, sequence, smallInteger, withDefault } from '@crypto-cmp/der';
import type { Extension } from '../structures/extension.ts';
import { X509Error } from '../x509-error.ts';
import { createExtension } from './create-extension.ts';
import { readExtension, type WithExtensions } from './read-extension.ts';

// RFC 5280, section 4.2.1.9
//
// BasicConstraints ::= SEQUENCE {
//   cA                 BOOLEAN DEFAULT FALSE,
//   pathLenConstraint  INTEGER (0..MAX) OPTIONAL }

export interface BasicConstraints {
  readonly cA: boolean;
  /** How many CA certificates may follow, self-issued ones not counted. */
  readonly pathLenConstraint?: number;
}

/**
 * Whether the subject is a CA, and how long a path below it may be; undefined when the certificate does not say.
 *
 * @throws X509Error `malformed-structure`
 */
export function basicConstraints(holder: WithExtensions): BasicConstraints | undefined {
  const value = readExtension(holder, 'basicConstraints', lenientBasicConstraints);
  // Were it taken for a number, counting down from it would never come to zero.
  if (value?.pathLenConstraint !== undefined && value.pathLenConstraint < 0) {
    throw new X509Error('malformed-structure', 'basicConstraints: expected a pathLenConstraint of 0 or more');
  }
  return value && { ...value, cA: value.cA ?? false };
}

export function createBasicConstraints(value: BasicConstraints, critical = true): Extension {
  return createExtension('basicConstraints', critical, strictBasicConstraints, value);
}

/** Real certificates spell FALSE out. */
const lenientBasicConstraints = sequence({
  cA: optional(boolean),
  pathLenConstraint: optional(smallInteger),
});

const strictBasicConstraints = sequence({
  cA: withDefault(boolean, false),
  pathLenConstraint: optional(smallInteger),
});
