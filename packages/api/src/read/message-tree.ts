import { z } from 'zod';
import { EnrollmentMessage } from './enrollment-message.ts';

/** A part of a message, with its place among the octets. */
export const MessageNode = z
  .object({
    /** Such as `header.recipNonce`. */
    path: z.string(),
    label: z.string(),
    type: z.string(),
    summary: z.string(),
    /** The whole value as text, where `summary` shortens it. */
    value: z.string().nullable(),
    offset: z.int(),
    length: z.int(),
    headerLength: z.int(),
    /** Whether the protection covers it. */
    covered: z.boolean(),
    /** What must hold, and where that is written. */
    rule: z.object({ text: z.string(), reference: z.string() }).nullable(),
    /** What is wrong here. At the message itself: what broke, with path and offset. */
    problem: z.string().nullable(),
    /** There is more inside than is shown: the tree has reached its limit. */
    truncated: z.boolean(),
    get children(): z.ZodArray<typeof MessageNode> {
      return z.array(MessageNode);
    },
  })
  .meta({ id: 'MessageNode' });
export type MessageNode = z.infer<typeof MessageNode>;

/** A message of an exchange, labelled. */
export const EnrollmentMessageTree = z
  .object({ message: EnrollmentMessage, tree: MessageNode })
  .meta({ id: 'EnrollmentMessageTree' });
export type EnrollmentMessageTree = z.infer<typeof EnrollmentMessageTree>;
