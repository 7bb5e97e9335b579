import { implicit, optional, sequence, sequenceOf, smallInteger } from '@crypto-cmp/der';
import type { Extension } from '../structures/extension.ts';
import { GeneralName } from '../structures/general-name.ts';
import { createExtension } from './create-extension.ts';
import { lenientGeneralName, toGeneralName } from './lenient-general-name.ts';
import { readExtension, type WithExtensions } from './read-extension.ts';

// RFC 5280, section 4.2.1.10
//
// NameConstraints ::= SEQUENCE {
//   permittedSubtrees  [0] GeneralSubtrees OPTIONAL,
//   excludedSubtrees   [1] GeneralSubtrees OPTIONAL }
//
// GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF GeneralSubtree
//
// GeneralSubtree ::= SEQUENCE {
//   base         GeneralName,
//   minimum  [0] INTEGER DEFAULT 0,
//   maximum  [1] INTEGER OPTIONAL }

export interface NameConstraints {
  readonly permittedSubtrees?: readonly GeneralSubtree[];
  readonly excludedSubtrees?: readonly GeneralSubtree[];
}

export interface GeneralSubtree {
  readonly base: GeneralName;
  /** Always 0 in a proper certificate, and `maximum` absent. */
  readonly minimum: number;
  readonly maximum?: number;
}

/**
 * The names a CA may certify, empty lists where it says nothing; undefined when there is no such extension.
 *
 * @throws X509Error `malformed-structure`
 */
export function nameConstraints(holder: WithExtensions): Required<NameConstraints> | undefined {
  const value = readExtension(holder, 'nameConstraints', lenientNameConstraints);
  if (value === undefined) return undefined;
  const [permittedSubtrees, excludedSubtrees] = [value.permittedSubtrees, value.excludedSubtrees].map((subtrees = []) =>
    subtrees.map(({ base, minimum = 0, ...maximum }) => ({ base: toGeneralName(base), minimum, ...maximum })),
  );
  return { permittedSubtrees: permittedSubtrees ?? [], excludedSubtrees: excludedSubtrees ?? [] };
}

/** @param constraints the bases of the subtrees */
export function createNameConstraints(constraints: {
  readonly permitted?: readonly GeneralName[];
  readonly excluded?: readonly GeneralName[];
}): Extension {
  const { permitted = [], excluded = [] } = constraints;
  return createExtension('nameConstraints', true, strictNameConstraints, {
    ...(permitted.length > 0 && { permittedSubtrees: permitted.map((base) => ({ base })) }),
    ...(excluded.length > 0 && { excludedSubtrees: excluded.map((base) => ({ base })) }),
  });
}

const lenientSubtrees = sequenceOf(
  sequence({
    base: lenientGeneralName,
    minimum: optional(implicit(0, smallInteger)),
    maximum: optional(implicit(1, smallInteger)),
  }),
);

const lenientNameConstraints = sequence({
  permittedSubtrees: optional(implicit(0, lenientSubtrees)),
  excludedSubtrees: optional(implicit(1, lenientSubtrees)),
});

const strictSubtrees = sequenceOf(sequence({ base: GeneralName }), { min: 1 });

const strictNameConstraints = sequence({
  permittedSubtrees: optional(implicit(0, strictSubtrees)),
  excludedSubtrees: optional(implicit(1, strictSubtrees)),
});
