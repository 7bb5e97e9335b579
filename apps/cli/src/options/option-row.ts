/** One option of `openssl cmp`: what the parser, the help and the table in the README know about it. */
export interface OptionRow {
  readonly name: string;
  readonly topic: Topic;
  readonly kind: OptionKind;
  /** How its value is shown, such as `FILE`; empty for a flag. */
  readonly value: string;
  /** One line of help. */
  readonly says: string;
  /** Absent: as with OpenSSL. */
  readonly differs?: Difference;
}

/** `number` may be negative, `count` may not, `positive` is at least 1. */
export type OptionKind = 'flag' | 'text' | 'number' | 'count' | 'positive';

/**
 * `refused`: not taken at all, and `why` says what to do. `ignored`: taken with a warning, and without effect. `other`:
 * taken, and different in the way that `why` tells.
 */
export interface Difference {
  readonly status: 'refused' | 'ignored' | 'other';
  readonly why: string;
}

export type Topic = (typeof TOPICS)[number];

export const TOPICS = [
  'general',
  'message',
  'enrollment',
  'transfer',
  'server',
  'client',
  'tls',
  'files',
  'verification',
  'mock',
] as const;

export function refused(why: string): Pick<OptionRow, 'differs'> {
  return { differs: { status: 'refused', why } };
}

export function ignored(why: string): Pick<OptionRow, 'differs'> {
  return { differs: { status: 'ignored', why } };
}

export function other(why: string): Pick<OptionRow, 'differs'> {
  return { differs: { status: 'other', why } };
}
