import type { LabCaStore } from './lab-ca-store.ts';
import type {
  CertificateRecord,
  CertificateStatus,
  Hex,
  LabCaRecord,
  RevocationListRecord,
  TransactionRecord,
} from './records.ts';

/** What the lab CA knows now, read from memory and written through to its store. */
export interface Register {
  certificate(serialNumber: Hex): CertificateRecord | undefined;
  /** In the order of issue. */
  certificates(): readonly CertificateRecord[];
  transaction(transactionID: Hex): TransactionRecord | undefined;
  revocationList(issuer: RevocationListRecord['issuer']): RevocationListRecord | undefined;
  /** In memory at once, so that nothing can come between; resolves when it is stored. */
  save(...records: readonly LabCaRecord[]): Promise<void>;
}

export async function openRegister(store: LabCaStore): Promise<Register> {
  const certificates = new Map<Hex, CertificateRecord>();
  const transactions = new Map<Hex, TransactionRecord>();
  const lists = new Map<RevocationListRecord['issuer'], RevocationListRecord>();
  const remember = (record: LabCaRecord): void => {
    if (record.type === 'certificate') {
      certificates.set(record.serialNumber, record);
      return;
    }
    if (record.type === 'revocation-list') {
      lists.set(record.issuer, record);
      return;
    }
    transactions.delete(record.transactionID);
    transactions.set(record.transactionID, record);
    const [oldest] = transactions.keys();
    if (transactions.size > MAX_TRANSACTIONS && oldest !== undefined) transactions.delete(oldest);
  };
  for (const record of await store.loadRecords()) remember(record);
  return {
    certificate: (serialNumber) => certificates.get(serialNumber),
    certificates: () => [...certificates.values()],
    revocationList: (issuer) => lists.get(issuer),
    transaction: (transactionID) => transactions.get(transactionID),
    save: async (...records) => {
      for (const record of records) remember(record);
      await store.append(records);
    },
  };
}

/** RFC 9483, section 4.1.1: what is not confirmed in time is given up. Nothing runs for that: it is seen on reading. */
export function statusAt({ status }: CertificateRecord, now: Date): CertificateStatus {
  return status.name === 'unconfirmed' && now.getTime() > Date.parse(status.confirmBy) ? { name: 'rejected' } : status;
}

/** Old ones are forgotten: their transactionIDs are free again. */
const MAX_TRANSACTIONS = 10_000;
