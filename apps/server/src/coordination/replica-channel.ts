import { ServerEvent } from '@crypto-cmp/api';
import { z } from 'zod';

/** What a replica tells the others. Small: names and ids, never what is there. */
export const ReplicaMessage = z.discriminatedUnion('type', [
  /** For the browsers. */
  z.object({ type: z.literal('event'), event: ServerEvent }),
  /** Something may be due in the queue. */
  z.object({ type: z.literal('wake') }),
  /** Whoever works this enrollment should break off what is on the wire. */
  z.object({ type: z.literal('interrupt'), enrollmentId: z.string() }),
]);
export type ReplicaMessage = z.infer<typeof ReplicaMessage>;

/** Talk between the replicas of a console. What matters is in the database: a lost message costs time, nothing else. */
export interface ReplicaChannel {
  /** To all others; call it after the commit. Never fails, and may arrive late or never. */
  send(message: ReplicaMessage): void;
  /** From one of the others. */
  onMessage(listener: (message: ReplicaMessage) => void): void;
  /** Some may have been missed. */
  onGap(listener: () => void): void;
}
