import type { InfoTypeAndValue, PKIBody, PKIMessage } from '@crypto-cmp/cmp';

import type { Conduct } from '../conduct.ts';
import type { Lab } from '../lab.ts';
import type { Requester } from '../receiving/requester.ts';
import type { TransactionRecord, TransactionStage } from '../store/records.ts';

/** A message whose sender is proven, and what is needed to answer it. */
export interface Exchange {
  readonly lab: Lab;
  readonly conduct: Conduct;
  readonly message: PKIMessage;
  readonly requester: Requester;
  /** Absent at the first message. */
  readonly transaction: TransactionRecord | undefined;
}

/** What to say, and where the transaction stands then. */
export interface Answer {
  readonly body: PKIBody;
  readonly generalInfo?: readonly InfoTypeAndValue[];
  readonly extraCerts?: readonly Uint8Array[];
  readonly stage: TransactionStage;
}

export const ENDED: TransactionStage = { name: 'ended' };
