import { z } from 'zod';
import { expectVariant, type Finding, follow, NOTHING_ENTERED } from './finding.ts';
import { LIMITS } from './limits.ts';
import { noControlCharacters, text } from './text.ts';
import { isWhole } from './whole-number.ts';

const USE_TEXT = 'use the Text format';

const number = z.strictObject({
  format: z.literal('number'),
  value: z
    .number({
      error: ({ input }) => {
        if (input === undefined || input === null || input === '') return NOTHING_ENTERED;
        return 'Not a whole number. Letters and leading zeros need the Text format';
      },
    })
    .check(follow(isWhole, inRange)),
});

const textual = z.strictObject({
  format: z.literal('text'),
  value: text(LIMITS.referenceIdText, noControlCharacters),
});

/**
 * The reference a CA hands out beside a Secret. The documented form is a number of 0 to 256; many CAs hand out text or
 * larger numbers, so there is a text form too, kept exactly: case, spaces and leading zeros count.
 */
export const ReferenceId = z
  .discriminatedUnion('format', [number, textual], expectVariant('Either number or text'))
  .meta({ id: 'ReferenceId' });

export type ReferenceId = z.output<typeof ReferenceId>;

/** What a Reference ID is on the wire: the UTF-8 octets of its decimal digits, or of its text. Becomes the senderKID. */
export function referenceIdToBytes(reference: ReferenceId): Uint8Array {
  return new TextEncoder().encode(String(reference.value));
}

function inRange(value: number): Finding | undefined {
  const { min, max } = LIMITS.referenceIdNumber;
  if (value < min) return { code: 'too-small', message: `${value} is below ${min}. Enter ${min} to ${max}` };
  if (value <= max) return undefined;
  return {
    code: 'reference-id-above-range',
    message: `${value} is above ${max}. CAs hand out larger numbers too: ${USE_TEXT}`,
    repair: { label: USE_TEXT, target: 'parent', value: { format: 'text', value: String(value) } },
  };
}
