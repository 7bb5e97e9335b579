import { type Cursor, notACursor, readCursor, writeCursor } from './cursor.ts';

/** A page as the API has it. */
export interface ListPage<Row> {
  items: Row[];
  total: number;
  start: number;
  nextCursor: string | null;
  previousCursor: string | null;
}

/** Rows of one kind, in one order; a list is one bucket after the other. */
export interface Bucket<Row> {
  /** Up to `limit` rows beyond the key, in walking direction. */
  fetch(direction: Cursor['direction'], key: SortKey | undefined, limit: number): Promise<readonly Row[]>;
  keyOf(row: Row): SortKey;
}

export type SortKey = readonly (string | number | null)[];

export interface PageRequest {
  /** Names the list, its order and its filter, so that a cursor of another one is refused. */
  readonly list: string;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly total: number;
  readonly asOf?: number;
}

/** Reads one page of the buckets, forwards or backwards from its cursor. */
export async function listPage<Row>(
  buckets: readonly Bucket<Row>[],
  { list, cursor: text, limit, total, asOf }: PageRequest,
): Promise<ListPage<Row>> {
  const cursor = readCursor(list, text);
  const found = await walkBuckets(buckets, cursor, limit + 1);
  const isBackwards = cursor?.direction === 'before';
  // Back at the beginning, with less than a page: the first page it is.
  if (isBackwards && found.length <= limit) return await listPage(buckets, request(undefined));

  const page = isBackwards ? found.slice(0, limit).toReversed() : found.slice(0, limit);
  const start = isBackwards ? Math.max(0, cursor.start - page.length) : (cursor?.start ?? 0);
  const place = (direction: Cursor['direction'], at: Found<Row> | undefined, before: number) =>
    at === undefined ? null : writeCursor(list, { direction, key: keyAt(buckets, at), start: before, ...asOfPart });
  const asOfPart = asOf === undefined ? {} : { asOf };
  return {
    items: page.map(({ row }) => row),
    total,
    start,
    nextCursor: isBackwards || found.length > limit ? place('after', page.at(-1), start + page.length) : null,
    previousCursor: start > 0 ? place('before', page[0], start) : null,
  };

  function request(from: string | undefined): PageRequest {
    return { list, cursor: from, limit, total, ...(asOf === undefined ? {} : { asOf }) };
  }
}

interface Found<Row> {
  readonly row: Row;
  readonly bucket: number;
}

async function walkBuckets<Row>(
  buckets: readonly Bucket<Row>[],
  cursor: Cursor | undefined,
  limit: number,
): Promise<Found<Row>[]> {
  const direction = cursor?.direction ?? 'after';
  const step = direction === 'after' ? 1 : -1;
  const first = cursor === undefined ? 0 : Number(cursor.key[0]);
  if (cursor !== undefined && buckets[first] === undefined) throw notACursor();
  const found: Found<Row>[] = [];
  for (let index = first; index >= 0 && index < buckets.length && found.length < limit; index += step) {
    const bucket = buckets[index];
    if (bucket === undefined) break;
    const key = cursor !== undefined && index === first ? cursor.key.slice(1) : undefined;
    const rows = await bucket.fetch(direction, key, limit - found.length);
    found.push(...rows.map((row) => ({ row, bucket: index })));
  }
  return found;
}

function keyAt<Row>(buckets: readonly Bucket<Row>[], { row, bucket }: Found<Row>): SortKey {
  return [bucket, ...(buckets[bucket]?.keyOf(row) ?? [])];
}
