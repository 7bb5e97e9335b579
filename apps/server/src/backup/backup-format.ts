import { z } from 'zod';

import type { StoredValue, TableRows } from '../storage/tables.ts';

/**
 * What is inside a backup, once decrypted and unzipped: lines of JSON. The first one is this header; then rows, table
 * after table; the last one is the end. The decision page on the format says why.
 */
export const BackupHeader = z.strictObject({
  format: z.literal('crypto-cmp-console backup'),
  /** Counts the changes of this very layout; the tables' version is in the migrations. */
  formatVersion: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Of the database that was read; it can be restored into either. */
  engine: z.enum(['sqlite', 'postgresql']),
  migrations: z.array(z.string()).min(1),
  /** Hexadecimal. With it whoever opens the backup has every secret and private key: that is what a backup is for. */
  masterKey: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

const Value = z.union([z.string(), z.number(), z.null(), z.strictObject({ base64: z.base64() })]);
const Rows = z.strictObject({
  table: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(Value)),
});
const End = z.strictObject({ end: z.record(z.string(), z.int()) });
/** What may follow the header. The end says how many rows each table has. */
export const BackupLine = z.union([Rows, End]);

export function writeRows({ table, columns, rows }: TableRows): string {
  return JSON.stringify({ table, columns, rows: rows.map((row) => row.map(toJson)) });
}

export function readRows({ table, columns, rows }: z.infer<typeof Rows>): TableRows {
  return { table, columns, rows: rows.map((row) => row.map(fromJson)) };
}

function toJson(value: StoredValue): z.infer<typeof Value> {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
}

function fromJson(value: z.infer<typeof Value>): StoredValue {
  return typeof value === 'object' && value !== null ? Buffer.from(value.base64, 'base64') : value;
}
