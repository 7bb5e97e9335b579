import type { CheckResult, ReceivedMessage, TransferErrorCode } from '@crypto-cmp/cmp';

/** A received message in short, as it is stored: the certificate in base64, for JSON has no octets. */
export type StoredReceived = Omit<ReceivedMessage, 'certificate'> & { readonly certificate?: string };

export function storeReceived({ certificate, ...rest }: ReceivedMessage): string {
  const stored: StoredReceived = {
    ...rest,
    ...(certificate !== undefined && { certificate: Buffer.from(certificate).toString('base64') }),
  };
  return JSON.stringify(stored);
}

export function readReceived(column: string | null): StoredReceived | undefined {
  return column === null ? undefined : (JSON.parse(column) as StoredReceived); // only storeReceived's result is there
}

export function readChecks(column: string | null): readonly CheckResult[] {
  return column === null ? [] : (JSON.parse(column) as CheckResult[]); // only a Step's checks are there
}

/** Why a message was not answered, as it is stored. */
export interface StoredDeliveryProblem {
  readonly code: TransferErrorCode;
  readonly message: string;
  readonly mayHaveArrived: boolean;
}

export function readDeliveryProblem(column: string): StoredDeliveryProblem {
  return JSON.parse(column) as StoredDeliveryProblem; // only a TransferError's facts are there
}
