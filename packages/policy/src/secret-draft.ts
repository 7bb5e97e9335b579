import { z } from 'zod';
import { expectVariant } from './finding.ts';
import { LIMITS } from './limits.ts';
import { noControlCharacters, text } from './text.ts';

/**
 * What becomes of a trustpoint's Secret. It is only ever written: reading gives whether it is set, and since when. The
 * text is kept exactly, spaces included. Which action is allowed depends on what is stored: see `checkAgainstStored`.
 */
export const SecretDraft = z
  .discriminatedUnion(
    'action',
    [
      z.strictObject({ action: z.literal('keep') }),
      z.strictObject({ action: z.literal('replace'), value: text(LIMITS.secret, noControlCharacters) }),
      z.strictObject({ action: z.literal('clear') }),
    ],
    expectVariant('One of keep, replace and clear'),
  )
  .meta({ id: 'SecretDraft' });

export type SecretDraft = z.output<typeof SecretDraft>;
