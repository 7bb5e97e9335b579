import { SAN_TYPES } from '@crypto-cmp/policy';
import { z } from 'zod';
import { SecretState } from './secret-state.ts';

/** A Reference ID as it was saved. */
export const SavedReferenceId = z
  .discriminatedUnion('format', [
    z.object({ format: z.literal('number'), value: z.int() }),
    z.object({ format: z.literal('text'), value: z.string() }),
  ])
  .meta({ id: 'SavedReferenceId' });

/** A subject alternative name as it was saved. */
export const SavedAltName = z.object({ type: z.enum(SAN_TYPES), value: z.string() }).meta({ id: 'SavedAltName' });

/** What a policy says of one trustpoint. */
export const trustpointSettings = {
  name: z.string(),
  subjectName: z.string(),
  referenceId: SavedReferenceId,
  secret: SecretState,
  senderName: z.string(),
  /** Empty: none. */
  recipientName: z.string(),
  subjectAltNames: z.array(SavedAltName),
};
