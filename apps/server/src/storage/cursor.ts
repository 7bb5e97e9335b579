import { createHash } from 'node:crypto';

import { refusal } from '../refusal.ts';

/** A place in a sorted list: beside a row, whose sort values are known. */
export interface Cursor {
  /** Rows after that one, or before it. */
  readonly direction: 'after' | 'before';
  /** The sort values of the row, the last one its id. */
  readonly key: readonly (string | number | null)[];
  /** How many rows stand before the page. */
  readonly start: number;
  /** What else must not change from page to page, such as the time by which states were computed. */
  readonly asOf?: number;
}

/** A cursor as text: opaque to the client. `list` names the list and its order; elsewhere it is refused. */
export function writeCursor(list: string, { direction, key, start, asOf }: Cursor): string {
  return Buffer.from(JSON.stringify([nameOf(list), direction, key, start, asOf ?? null])).toString('base64url');
}

/**
 * Reads a cursor of this list and order.
 *
 * @throws {Refusal} for anything else
 */
export function readCursor(list: string, text: string | undefined): Cursor | undefined {
  if (text === undefined || text === '') return undefined;
  const parts: unknown = parseJson(Buffer.from(text, 'base64url').toString());
  const [name, direction, key, start, asOf] = Array.isArray(parts) ? (parts as unknown[]) : []; // each is checked below
  if (name !== nameOf(list)) throw notACursor();
  if (direction !== 'after' && direction !== 'before') throw notACursor();
  if (!isKey(key) || typeof start !== 'number' || !Number.isSafeInteger(start) || start < 0) throw notACursor();
  return { direction, key, start, ...(typeof asOf === 'number' ? { asOf } : {}) };
}

/** As short for a list that was searched for a long text as for any other: cursors travel in addresses. */
function nameOf(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is Cursor['key'] {
  return (
    Array.isArray(value) && value.every((part) => part === null || typeof part === 'string' || typeof part === 'number')
  );
}

/** The refusal of a cursor that this list has not made. */
export function notACursor() {
  return refusal('malformed-request', 'The cursor is of another list or order. Start at the first page.', {
    errors: [],
  });
}
