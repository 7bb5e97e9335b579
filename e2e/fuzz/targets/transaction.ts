import { advance, type AnyTransactionState, PKIMessage, protectedPart } from '@crypto-cmp/cmp';
import { decode, DerError, equalBytes } from '@crypto-cmp/der';

import { type Observation, type Target, Violation } from '../running/target.ts';
import { protectAgain, signCertificatesAgain } from '../scenes/repair.ts';
import type { Moment, Scene } from '../scenes/scene.ts';
import type { World } from '../scenes/world.ts';
import { type AnyStep, checkStep } from './check-step.ts';

/** Whole transactions: one answer is changed, and the rest comes as it came before. */
export function transactionTarget(name: string, scenes: readonly Scene[], world: World): Target {
  const moments = new Map(
    scenes.flatMap((scene) =>
      scene.moments.map((moment, index) => [nameOf(scene, index), { scene, moment, index }] as const),
    ),
  );
  const seeds = [...moments].map(([seed, { moment }]) => ({ name: seed, bytes: moment.answer }));
  return {
    name,
    seeds: seeds.filter(({ bytes }) => bytes.length < MAX_SEED_OCTETS),
    repairs: ['none', 'protection', 'protection', 'certificate'],
    run: async ({ seed, repair, bytes }) => {
      const place = moments.get(seed);
      if (place === undefined) throw new TypeError(`no moment is called ${seed}`);
      // as: stored by playScene
      const state = JSON.parse(place.moment.state) as AnyTransactionState;
      const repaired = await repairs[repair]?.(bytes, state, world);
      return drive({ ...place, state, world, bytes: repaired ?? bytes, isRepaired: repaired !== undefined });
    },
  };
}

function nameOf({ script }: Scene, index: number): string {
  return `${script.name}#${index}`;
}

const repairs: Readonly<Record<string, typeof protectAgain>> = {
  protection: protectAgain,
  certificate: signCertificatesAgain,
};

interface Ride {
  readonly scene: Scene;
  readonly moment: Moment;
  readonly index: number;
  readonly state: AnyTransactionState;
  readonly bytes: Uint8Array;
  readonly isRepaired: boolean;
  readonly world: World;
  /** Looks at the end. */
  readonly whenDone?: (end: AnyStep) => Promise<void>;
}

/** Gives the state the changed answer, and goes on as long as the transaction wants to and there are answers. */
export async function drive(ride: Ride): Promise<Observation> {
  const { scene, moment, index, bytes, world } = ride;
  let { now } = moment;
  let step = await receive(ride.state, bytes, scene, index + 1, now);
  checkStep(step, bytes, now, world);
  checkNotFooled(ride, step);
  const accepted = step.checks?.every(({ verdict }) => verdict !== 'failed') === true;
  const traces = [traceOf(step)];
  for (let next = index + 1, left = MAX_STEPS; left > 0; left--) {
    const { effect } = step;
    // as: what was just stored
    const state = JSON.parse(JSON.stringify(step.state)) as AnyTransactionState;
    if (effect.type === 'wait') {
      now = new Date(effect.until);
      step = await advance(state, { type: 'elapsed' }, scene.contextAt(next, now));
      checkStep(step, undefined, now, world);
    } else if (effect.type === 'send') {
      const answer = scene.moments[next]?.answer;
      if (answer === undefined) break;
      step = await receive(state, answer, scene, ++next, now);
      checkStep(step, answer, now, world);
    } else {
      break;
    }
    traces.push(traceOf(step));
  }
  await ride.whenDone?.(step);
  return { accepted, trace: `${ride.state.operation} ${traces.join(' > ')}` };
}

async function receive(
  state: AnyTransactionState,
  bytes: Uint8Array,
  { contextAt }: Scene,
  moment: number,
  now: Date,
): Promise<AnyStep> {
  return advance(state, { type: 'received', bytes }, contextAt(moment, now));
}

/** Who has not the key cannot change what is covered, and still be believed. */
function checkNotFooled({ isRepaired, scene, moment, bytes, state }: Ride, step: AnyStep): void {
  // The question for a ciphertext is answered without proof: RFC 9810, appendix E.
  if (isRepaired || state.stage.name === 'agreeing') return;
  // A fault may be changed into what the CA would have sent without it.
  if (scene.outcome === 'failed') return;
  if (step.checks?.some(({ verdict }) => verdict === 'failed') === true) return;
  const [changed, proper] = [coveredBy(bytes), coveredBy(moment.answer)];
  if (changed === undefined || proper === undefined || !equalBytes(changed, proper)) {
    throw new Violation('what the protection covers was changed, and all checks have passed');
  }
}

function coveredBy(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return protectedPart(decode(PKIMessage, bytes));
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function traceOf({ state, effect, checks = [] }: AnyStep): string {
  const failed = checks.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name);
  const failure = 'failure' in state.stage ? state.stage.failure : undefined;
  const words = failure?.message.replaceAll(/\d+/g, '').slice(0, 60) ?? '';
  return [effect.type, state.stage.name, ...failed, failure?.code ?? '', words].join(' ');
}

const MAX_STEPS = 8;
const MAX_SEED_OCTETS = 20_000;
