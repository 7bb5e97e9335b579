import type { RootLink } from '../authority/authority.ts';
import type { LabCaRecord } from './records.ts';

/** Where a lab CA keeps what must outlive it. A process has its store for itself. */
export interface LabCaStore {
  /** Undefined at the first start. */
  loadAuthority(): Promise<StoredAuthority | undefined>;
  saveAuthority(authority: StoredAuthority): Promise<void>;
  /** Oldest first: a later record stands in place of an earlier one about the same thing. */
  loadRecords(): Promise<readonly LabCaRecord[]>;
  /** Resolves when the records would survive the end of the process. */
  append(records: readonly LabCaRecord[]): Promise<void>;
}

export interface StoredAuthority {
  readonly root: StoredCredential;
  readonly issuing: StoredCredential;
  /** Absent until the root was followed by another, or the next one was made. */
  readonly rollover?: StoredRollover;
}

export interface StoredRollover {
  readonly links: readonly RootLink[];
  /** Made, and not in force yet. Its key is PKCS#8 in DER, not encrypted. */
  readonly next?: RootLink & { readonly privateKey: Uint8Array };
}

export interface StoredCredential {
  /** DER. */
  readonly certificate: Uint8Array;
  /** PKCS#8 in DER, not encrypted. */
  readonly privateKey: Uint8Array;
}
