import { fromHex } from '@crypto-cmp/der';

import { composeMessage } from './compose-message.ts';
import { createConfirmation } from './create-confirmation.ts';
import { createFailure } from './create-failure.ts';
import { createFarewell } from './create-farewell.ts';
import { endRejection } from './end-rejection.ts';
import { possibleEffect } from './possible-effect.ts';
import { rejectionStatus } from './rejection-status.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { AnyStage, AnyTransactionState } from './transaction-state.ts';

/**
 * Ends a transaction at our wish, and tells the CA as well as can be: with an error message while a certificate is only
 * asked for, with a rejecting certConf once it has come. If the accepting one was faster, the CA will say so, and the
 * certificate stays in the world unused.
 */
export async function cancelTransaction(state: AnyTransactionState, context: TransactionContext): Promise<AnyStage> {
  const { stage } = state;
  const failure = createFailure('canceled', 'canceled', possibleEffect(state, true));
  switch (stage.name) {
    case 'agreeing':
    case 'requesting':
      return { name: 'failed', failure, farewell: await createFarewell(state, 'badRequest', 'canceled', context) };
    case 'confirming': {
      const { certificate, certReqId } = stage.issued;
      const content = await createConfirmation(
        { certificate: fromHex(certificate), certReqId },
        rejectionStatus('badRequest', 'canceled'),
        state.peerNonces.at(-1),
        context.crypto,
      );
      const message = await composeMessage(state, content, context);
      const rejection = { ...failure, rejection: 'unconfirmed' } as const;
      return { name: 'rejecting', delivery: { type: 'sent', message }, failure: rejection };
    }
    case 'rejecting':
      return endRejection(stage.failure, 'canceled before it could');
    default:
      return stage;
  }
}
