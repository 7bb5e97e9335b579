export { createLabCa, type LabCa } from './create-lab-ca.ts';
export type { LabCaOptions, Reference } from './lab-ca-options.ts';
export type { Delivery, LabCaRequest, LabCaResponse } from './lab-ca-response.ts';
export { LabCaError, type LabCaErrorCode } from './lab-ca-error.ts';
export type { FaultFacts, FurtherFaultFacts, KeyFaultFacts } from './faults/fault.ts';
export {
  type FaultName,
  FAULTS,
  FURTHER_FAULTS,
  type FurtherFaultName,
  KEY_FAULTS,
  type KeyFaultName,
} from './faults/faults.ts';
export { describeLabCa } from './describe-lab-ca.ts';
export { createMemoryStore } from './store/memory-store.ts';
export type { LabCaStore, StoredAuthority, StoredCredential } from './store/lab-ca-store.ts';
export type {
  CertificateRecord,
  CertificateStatus,
  CredentialRecord,
  LabCaRecord,
  TransactionRecord,
  TransactionStage,
} from './store/records.ts';
