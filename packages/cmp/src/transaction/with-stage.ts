import type { AnyStage, AnyTransactionState } from './transaction-state.ts';

/** The state at another stage: one that was made from a state of the same operation. */
export function withStage<S extends AnyTransactionState>(state: S, stage: AnyStage): S {
  return { ...state, stage };
}
