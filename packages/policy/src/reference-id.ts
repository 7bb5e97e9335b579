import { z } from 'zod';
import { expectVariant, type Finding, follow, NOTHING_ENTERED } from './finding.ts';
import { LIMITS } from './limits.ts';
import { noControlCharacters, text } from './text.ts';

const { min, max } = LIMITS.referenceIdNumber;

// Any value is let in and then looked at, so that the Text format can be offered with what was typed. Only numbers pass.
const numberValue = z
  .unknown()
  .check(follow(findNumberFault))
  .meta({ type: 'integer', minimum: min, maximum: max }) as unknown as z.ZodType<number, number>;

/**
 * The reference a CA hands out beside a Secret. The documented form is a number of 0 to 256; many CAs hand out text or
 * larger numbers, so there is a text form too, kept exactly: case, spaces and leading zeros count.
 */
export const ReferenceId = z
  .discriminatedUnion(
    'format',
    [
      z.strictObject({ format: z.literal('number'), value: numberValue }),
      z.strictObject({ format: z.literal('text'), value: text(LIMITS.referenceIdText, noControlCharacters) }),
    ],
    expectVariant('Either number or text'),
  )
  .meta({ id: 'ReferenceId' });

export type ReferenceId = z.output<typeof ReferenceId>;

/** What a Reference ID is on the wire: the UTF-8 octets of its decimal digits, or of its text. Becomes the senderKID. */
export function referenceIdToBytes(reference: ReferenceId): Uint8Array {
  return new TextEncoder().encode(String(reference.value));
}

function findNumberFault(value: unknown): Finding | undefined {
  if (value === undefined || value === null || value === '') return { code: 'required', message: NOTHING_ENTERED };
  if (typeof value === 'string') return offerText('reference-id-not-a-number', describeText(value), value);
  if (typeof value !== 'number') return { code: 'wrong-type', message: 'Not a number' };
  if (!Number.isInteger(value)) return { code: 'not-whole', message: `${value} is not a whole number` };
  if (value < min) return { code: 'too-small', message: `${value} is below ${min}. Enter ${min} to ${max}` };
  if (value <= max) return undefined;
  // Beyond this a number in JSON has lost digits, and so would the text.
  if (value > Number.MAX_SAFE_INTEGER) return { code: 'too-large', message: `${value} is above ${max}` };
  return offerText('reference-id-above-range', `${value} is above ${max}`, String(value));
}

function offerText(code: Finding['code'], fault: string, value: string): Finding {
  const label = 'use the Text format';
  const why = code === 'reference-id-above-range' ? 'CAs hand out larger numbers too' : 'CAs hand out other texts too';
  return {
    code,
    message: `${fault}. ${why}: ${label}`,
    repair: { label, target: 'parent', value: { format: 'text', value } },
  };
}

function describeText(value: string): string {
  return /^0[0-9]+$/.test(value) ? 'Begins with zeros, which a number loses' : 'Not a whole number';
}
