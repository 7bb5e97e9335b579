export { CHECK_NAMES, type CheckName } from './transaction/check-name.ts';
export type { CheckResult, CheckVerdict } from './transaction/check-result.ts';
export { FAILURE_KINDS, type Failure, type FailureCode, type FailureKind, type PeerClaim } from './transaction/failure.ts';
export type { ComparedField, FieldComparison } from './transaction/field-comparison.ts';
export type { ReceivedMessage, Step } from './transaction/step.ts';
export type { Expectations, PollingLimits, TransactionContext } from './transaction/transaction-context.ts';
export type { EnrolledCertificate, SentBodyType, TransactionEffect } from './transaction/transaction-effect.ts';
export type { TransactionEvent, TransportFailure } from './transaction/transaction-event.ts';
export type {
  EnrollRequest,
  Operation,
  Pkcs10Request,
  RequestedValidity,
  TransactionRequest,
  UpdateRequest,
} from './transaction/transaction-request.ts';
export type { TransactionState } from './transaction/transaction-state.ts';

export { DEFAULT_MAC_LIMITS, type MacLimits } from './protection/mac-limits.ts';
export type { MacParameters, MacProtector, Protector, SignatureProtector } from './protection/protector.ts';

export { TransferError, type TransferErrorCode, type TransferErrorOptions } from './transfer/transfer-error.ts';
