import { isDeepStrictEqual } from 'node:util';

import {
  type AnyTransactionState,
  CHECK_NAMES,
  dueEffect,
  INFORMATION_CHECK_NAMES,
  type Operation,
  REVOCATION_CHECK_NAMES,
  type Step,
} from '@crypto-cmp/cmp';

import { Violation } from '../running/target.ts';
import type { World } from '../scenes/world.ts';
import { checkAnswer, checkCertificate } from './check-success.ts';

export interface AnyStep {
  readonly state: AnyTransactionState;
  readonly effect: Step<Operation>['effect'];
  readonly checks?: Step<Operation>['checks'];
  readonly received?: Step<Operation>['received'];
}

/** What must hold after any event, whatever it brought. */
export function checkStep(step: AnyStep, received: Uint8Array | undefined, now: Date, world: World): void {
  checkStorable(step, received?.length ?? 0);
  checkText(step);
  if (received !== undefined) checkVerdicts(step);
  if (step.effect.type === 'succeeded' || step.state.stage.name === 'confirming') checkCertificate(step, now, world);
  if (step.effect.type === 'answered') checkAnswer(step.effect.answer, world);
  if (step.effect.type === 'revoked') checkRevocation(step);
}

/** The state is plain JSON, says the same after it was stored, and does not grow without end. */
function checkStorable({ state, effect }: AnyStep, length: number): void {
  const json = JSON.stringify(state);
  // as: what was just written
  const stored = JSON.parse(json) as AnyTransactionState;
  if (!isDeepStrictEqual(stored, state)) throw new Violation('the state is not plain JSON');
  if (!isDeepStrictEqual(dueEffect(stored), effect)) throw new Violation('the stored state wants another effect');
  if (json.length > MAX_STATE + 8 * length) throw new Violation('the state is far larger than what was received');
}

/** Text of the peer is shown to people: nothing in it may be unseen, or turn the line around. */
function checkText({ state, checks = [], received }: AnyStep): void {
  const failure = 'failure' in state.stage ? state.stage.failure : undefined;
  const texts = [
    failure?.message,
    failure?.claim?.status,
    failure?.claim?.errorCode,
    ...(failure?.claim?.statusString ?? []),
    ...(failure?.claim?.errorDetails ?? []),
    ...checks.map((check) => check.detail),
    received?.sender,
    ...(received?.statusString ?? []),
  ];
  for (const text of texts) {
    if (text === undefined) continue;
    if (UNSEEN.test(text)) throw new Violation('unseen characters of the peer in a text that is shown');
    if (text.length > MAX_TEXT) throw new Violation(`a text of the peer is not bounded`);
  }
}

/** Every check has its verdict, and one that failed is the end of what was hoped for. */
function checkVerdicts({ state, effect, checks }: AnyStep): void {
  const names = checks?.map(({ name }) => name);
  if (!isDeepStrictEqual(names, checkNamesOf(state.operation))) throw new Violation('not every check has a verdict');
  const failed = checks?.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name) ?? [];
  if (failed.length === 0) return;
  // The CA says no, and with that, that it has been told already.
  if (effect.type === 'succeeded' && effect.confirmedBy === 'certConfirmed' && failed.every(isOfStatus)) return;
  if (['succeeded', 'answered', 'revoked', 'wait'].includes(effect.type) || state.stage.name === 'confirming') {
    throw new Violation(`a check has failed, and the transaction goes on with ${effect.type}`);
  }
}

/** Of an error that is proven to be the CA's, only what it is and what it says may fail. */
function isOfStatus(name: string): boolean {
  return name === 'bodyType' || name === 'pkiStatus';
}

function checkNamesOf(operation: Operation): readonly string[] {
  if (operation === 'rr') return REVOCATION_CHECK_NAMES;
  return operation === 'genm' ? INFORMATION_CHECK_NAMES : CHECK_NAMES;
}

function checkRevocation({ state }: AnyStep): void {
  if (state.operation !== 'rr' || state.stage.name !== 'revoked') throw new Violation('revoked without being asked to');
}

/** Controls, zero width, and those that turn the direction of text. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const MAX_TEXT = 20_000;
const MAX_STATE = 300_000;
