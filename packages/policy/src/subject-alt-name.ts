import { z } from 'zod';
import { expectVariant } from './finding.ts';
import { LIMITS } from './limits.ts';
import { SAN_TYPES, type SanType } from './san-type.ts';
import { findSanFault } from './san-value.ts';
import { text } from './text.ts';

/** A subject alternative name to ask for. The value is parsed by its type, and kept as it was typed. */
export const SubjectAltNameDraft = z
  .discriminatedUnion(
    'type',
    [option('ip-address'), option('distinguished-name'), option('email'), option('string'), option('fqdn')],
    expectVariant(`One of ${SAN_TYPES.join(', ')}`),
  )
  .meta({ id: 'SubjectAltNameDraft' });

export type SubjectAltNameDraft = z.output<typeof SubjectAltNameDraft>;

function option<T extends SanType>(type: T) {
  return z.strictObject({ type: z.literal(type), value: text(LIMITS.sanValue, findSanFault(type)) });
}
