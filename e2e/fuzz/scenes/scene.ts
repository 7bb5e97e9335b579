import {
  advance,
  type AnyTransactionRequest,
  type AnyTransactionState,
  type Decryption,
  type Expectations,
  type KemPeer,
  type NoProtector,
  type Operation,
  type Protector,
  startTransaction,
  type Step,
  type TransactionContext,
} from '@crypto-cmp/cmp';
import type { CryptoProvider } from '@crypto-cmp/x509';

import { createSteadyCrypto } from './steady-crypto.ts';
import type { World } from './world.ts';

/** What a client asks the lab CA for, and how. */
export interface Script {
  readonly name: string;
  readonly path: string;
  readonly request: AnyTransactionRequest;
  readonly protector: Protector | NoProtector;
  readonly decryption?: Decryption;
  readonly kemPeer?: KemPeer;
  readonly expectations?: Expectations;
}

/** A transaction with the lab CA from its first message to its end, to be run again from any point, with other answers. */
export interface Scene {
  readonly script: Script;
  readonly moments: readonly Moment[];
  /** What a step gets beside its state: the same on every run, so that the CA's later answers still fit. */
  readonly contextAt: (moment: number, now: Date) => TransactionContext;
  /** How it ended; undefined where no answer came. */
  readonly outcome: Step<Operation>['effect']['type'] | undefined;
}

/** A message that waits for its answer, and the answer. */
export interface Moment {
  /** JSON, as a host stores it. */
  readonly state: string;
  readonly now: Date;
  readonly answer: Uint8Array;
}

export type ChangeCrypto = (crypto: CryptoProvider) => CryptoProvider;

export async function playScene(
  script: Script,
  world: World,
  withCrypto: ChangeCrypto = (crypto) => crypto,
): Promise<Scene> {
  const { name, path, request, protector, decryption, kemPeer, expectations } = script;
  const contextAt = (moment: number, now: Date): TransactionContext => ({
    crypto: withCrypto(createSteadyCrypto(`${name} ${moment}`)),
    now,
    protector,
    trustAnchors: [world.root],
    ...(decryption !== undefined && { decryption }),
    ...(kemPeer !== undefined && { kemPeer }),
    ...(expectations !== undefined && { expectations }),
  });
  const moments: Moment[] = [];
  // as: a step of any operation is advanced to another of the same
  let step = (await startTransaction(request, contextAt(0, world.now()))) as AnyStep;
  for (let left = MAX_STEPS; left > 0; left--) {
    const { state, effect } = step;
    if (effect.type === 'wait') {
      world.goOnAt(new Date(effect.until));
      step = (await advance(state, { type: 'elapsed' }, contextAt(moments.length, world.now()))) as AnyStep;
    } else if (effect.type === 'send') {
      const answer = await world.ask(path, effect.bytes);
      if (answer === undefined) return { script, moments, contextAt, outcome: undefined };
      moments.push({ state: JSON.stringify(state), now: world.now(), answer });
      const context = contextAt(moments.length, world.now());
      step = (await advance(state, { type: 'received', bytes: answer }, context)) as AnyStep;
    } else {
      break;
    }
  }
  return { script, moments, contextAt, outcome: step.effect.type };
}

interface AnyStep {
  readonly state: AnyTransactionState;
  readonly effect: Step<Operation>['effect'];
}

const MAX_STEPS = 12;
