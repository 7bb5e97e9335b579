import { setTimeout } from 'node:timers/promises';

import {
  advance,
  type AnyTransactionState,
  openDeliveredKey,
  type Operation,
  startTransaction,
  type Step as StepOf,
  TransferError,
  type TransactionContext,
  type TransactionEffect,
  type TransactionEvent,
} from '@crypto-cmp/cmp';
import { fromHex } from '@crypto-cmp/der';
import { type Certificate, parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { CliError } from '../cli-error.ts';
import type { Log } from '../log.ts';
import type { Plan } from '../request/build-plan.ts';
import { carryMessage } from './carry-message.ts';
import { checkNewCertificate } from './check-new-certificate.ts';
import { checkPinnedSigner } from './check-pinned-signer.ts';
import { describeFailure, describeStep } from './describe-step.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { caPubsIn, certificatesIn, issuersAtHand, signerOf } from './response-certificates.ts';
import type { Brought, Results } from './save-results.ts';
import { writeOutput } from './write-output.ts';

export type Outcome =
  | { readonly type: 'succeeded'; readonly results: Results }
  | { readonly type: 'request-saved' }
  | { readonly type: 'failed'; readonly message: string };

type Step = StepOf<Operation>;
type Effect = TransactionEffect<Operation>;

/** Runs one transaction as the plan has it, on the state machine of `@crypto-cmp/cmp`. */
export async function driveTransaction(plan: Plan, log: Log): Promise<Outcome> {
  const exchange = openExchange(plan.transfer, log);
  const { totalMs } = plan.transfer;
  const run: Run = {
    plan,
    log,
    exchange,
    signal: totalMs === undefined ? undefined : AbortSignal.timeout(totalMs),
    veto: undefined,
    answer: undefined,
    isChained: true,
    chain: undefined,
  };
  try {
    let step = await start(plan);
    for (;;) {
      const next = (await judgeCertificate(step, run)) ?? (await carryOut(step, run));
      if ('type' in next) return next;
      step = next;
    }
  } finally {
    exchange.close();
  }
}

/** What is known of a running transaction beside its state. */
interface Run {
  readonly plan: Plan;
  readonly log: Log;
  readonly exchange: Exchange;
  /** Aborted when -total_timeout is over; what the cancellation itself has to say is not canceled by it. */
  signal: AbortSignal | undefined;
  /** Why we ended it ourselves, where the state machine knows nothing of the reason. */
  veto: string | undefined;
  /** The last answer with what was asked for, or that it is refused. */
  answer: Uint8Array | undefined;
  /** Whether the new certificate chains to an anchor for signers or in caPubs, which nobody asks for. */
  isChained: boolean;
  /** Of the new certificate, once it has been judged. */
  chain: readonly Uint8Array[] | undefined;
}

async function start(plan: Plan): Promise<Step> {
  try {
    return await startTransaction(plan.request, contextOf(plan));
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(error.message);
    throw error;
  }
}

/** Before a new certificate is confirmed: what -out_trusted and -disable_confirm have to say. Undefined: go on. */
async function judgeCertificate(step: Step, run: Run): Promise<Step | Outcome | undefined> {
  const { plan, log, answer } = run;
  const { effect, state } = step;
  const { stage } = state;
  if (run.chain !== undefined || run.veto !== undefined) return undefined;
  if (stage.name !== 'confirming' && stage.name !== 'succeeded') return undefined;
  const issued = fromHex(stage.issued.certificate);
  const verdict = await checkNewCertificate(issued, certificatesIn(answer), plan);
  if (verdict?.valid === false) {
    if (effect.type === 'succeeded') return { type: 'failed', message: `${verdict.reason}. It counts as confirmed` };
    return cancel(state, verdict.reason, run);
  }
  run.chain = verdict?.chain ?? issuersAtHand(issued, answer, plan.trust);
  if (verdict === undefined && !run.isChained) {
    log.warn('the chain of the new certificate is not checked without -out_trusted');
  }
  const goesWithout = effect.type === 'send' && plan.options.flag('disable_confirm');
  if (!goesWithout) return undefined;
  const caPubs = stage.issued.caPubs.map(fromHex);
  const privateKey = await deliveredKey(state, run);
  return succeed({ type: 'certificate', certificate: issued, chain: run.chain, caPubs, privateKey }, run);
}

async function carryOut({ effect, state }: Step, run: Run): Promise<Step | Outcome> {
  switch (effect.type) {
    case 'succeeded': {
      const { certificate, caPubs } = effect;
      const privateKey = await deliveredKey(state, run);
      return succeed({ type: 'certificate', certificate, chain: run.chain ?? [], caPubs, privateKey }, run);
    }
    case 'revoked':
      return succeed({ type: 'revocation', reason: effect.reason }, run);
    case 'answered':
      return succeed({ type: 'answer', answer: effect.answer }, run);
    case 'failed':
      await sayFarewell(effect, run);
      return { type: 'failed', message: run.veto ?? describeFailure(effect.failure) };
    case 'wait':
      return proceed(state, await waitUntil(effect.until, run), run);
    case 'send':
      return send(effect, state, run);
  }
}

async function send(
  { bytes: request, bodyType }: Extract<Effect, { type: 'send' }>,
  state: AnyTransactionState,
  run: Run,
): Promise<Step | Outcome> {
  const { plan, exchange, log } = run;
  const { requestOnly } = plan.transfer;
  if (requestOnly !== undefined) {
    await writeOutput(requestOnly, 'reqout_only', request);
    log.info(`saved the ${bodyType} to ${requestOnly}; nothing is sent`);
    return { type: 'request-saved' };
  }
  log.info(`sending ${bodyType}`);
  const { event, state: asSent } = await carryMessage(request, state, plan, exchange, run.signal);
  if (event.type !== 'received') return proceed(asSent, event, run);
  await exchange.saveResponse(event.bytes);
  const problem = await checkPinnedSigner(event.bytes, plan.srvcert);
  if (problem !== undefined) return cancel(asSent, problem, run);
  return receive(asSent, event, run);
}

async function receive(
  state: AnyTransactionState,
  event: Extract<TransactionEvent, { type: 'received' }>,
  run: Run,
): Promise<Step> {
  const { plan, log } = run;
  let step = await advance(state, event, contextOf(plan));
  const unchained = unchainedCertificate(step);
  if (unchained !== undefined) {
    run.isChained = false;
    step = await advance(state, event, contextOf(plan, [unchained]));
  }
  const bodyType = step.received?.bodyType;
  if (bodyType !== undefined && FINAL_ANSWERS.has(bodyType)) run.answer = event.bytes;
  describeStep(step, log);
  return step;
}

async function proceed(state: AnyTransactionState, event: TransactionEvent, run: Run): Promise<Step> {
  if (event.type !== 'cancel') return advance(state, event, contextOf(run.plan));
  run.signal = undefined;
  return cancel(state, `-total_timeout: ${(run.plan.transfer.totalMs ?? 0) / 1000} s are over`, run);
}

async function cancel(state: AnyTransactionState, reason: string, run: Run): Promise<Step> {
  run.veto ??= reason;
  return advance(state, { type: 'cancel' }, contextOf(run.plan));
}

/**
 * A certificate with which nothing is wrong but that it chains to no anchor of ours. As with OpenSSL it is taken then, and
 * -out_trusted decides; that its sender is proven has been found out before its chain is looked at.
 */
function unchainedCertificate({ checks = [], received }: Step): Certificate | undefined {
  const [name, another] = checks.filter(({ verdict }) => verdict === 'failed').map((check) => check.name);
  if (name !== 'certificateChain' || another !== undefined || received?.certificate === undefined) return undefined;
  return parseCertificate(received.certificate);
}

function contextOf(
  { protector, decryption, trust, expectations, additions, clock, crls }: Plan,
  moreAnchors: readonly Certificate[] = [],
): TransactionContext {
  const { anchors, intermediates } = trust;
  const trustAnchors = [...anchors, ...moreAnchors];
  return {
    crypto: nodeCrypto,
    now: clock(),
    protector,
    trustAnchors,
    intermediates,
    expectations,
    additions: additions(),
    crls,
    ...(decryption !== undefined && { decryption }),
  };
}

async function waitUntil(until: string, { plan, log, signal }: Run): Promise<TransactionEvent> {
  const ms = Math.max(0, Date.parse(until) - plan.clock().getTime());
  log.info(`the CA asks to wait for ${Math.ceil(ms / 1000)} s`);
  try {
    await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
    return { type: 'elapsed' };
  } catch (error) {
    if (signal?.aborted === true) return { type: 'cancel' };
    throw error;
  }
}

/** Told once, and whatever comes back changes nothing. */
async function sayFarewell({ farewell }: Extract<Effect, { type: 'failed' }>, { plan, exchange }: Run): Promise<void> {
  if (farewell === undefined || plan.transfer.url === undefined || plan.transfer.responsesIn.length > 0) return;
  try {
    await exchange.send(farewell.bytes, AbortSignal.timeout(FAREWELL_MS));
  } catch (error) {
    if (!(error instanceof TransferError) && !(error instanceof CliError)) throw error;
  }
}

/** Where the CA has made the key. */
async function deliveredKey(state: AnyTransactionState, { plan }: Run): Promise<Uint8Array | undefined> {
  if (!('centralKey' in plan.request) || !('requested' in state)) return undefined;
  return openDeliveredKey(state, contextOf(plan));
}

async function succeed(brought: Brought, { answer, plan }: Run): Promise<Outcome> {
  const extraCerts = certificatesIn(answer).map(({ der }) => der);
  const responseSigner = await signerOf(answer, plan.trust);
  const proven = brought.type === 'certificate' ? brought.caPubs.length : 0;
  const unprovenCaPubs = caPubsIn(answer) - proven;
  return { type: 'succeeded', results: { brought, extraCerts, responseSigner, unprovenCaPubs } };
}

const FINAL_ANSWERS: ReadonlySet<string> = new Set(['ip', 'cp', 'kup', 'rp', 'genp']);
const FAREWELL_MS = 5000;
