import type { LabCaStore, StoredAuthority } from './lab-ca-store.ts';
import { latestRecords, type LabCaRecord } from './records.ts';

/** A store that ends with the process: for tests. */
export function createMemoryStore(): LabCaStore {
  let authority: StoredAuthority | undefined;
  let records: LabCaRecord[] = [];
  return {
    loadAuthority: async () => authority,
    saveAuthority: async (made) => {
      authority = made;
    },
    loadRecords: async () => latestRecords(records),
    append: async (added) => {
      records.push(...added);
      if (records.length > COMPACT_AT) records = latestRecords(records);
    },
  };
}

const COMPACT_AT = 100_000;
