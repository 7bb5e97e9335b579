import { setTimeout } from 'node:timers/promises';

import {
  advance,
  findSigner,
  PKIMessage,
  startTransaction,
  type Step,
  TransferError,
  type TransactionContext,
  type TransactionEffect,
  type TransactionEvent,
  type TransactionState,
} from '@crypto-cmp/cmp';
import { decode, DerError, fromHex } from '@crypto-cmp/der';
import { type Certificate, matchNames, parseCertificate, X509Error } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { CliError } from '../cli-error.ts';
import type { Log } from '../log.ts';
import type { Plan } from '../request/build-plan.ts';
import { amendMessage, sealMessage } from './amend-message.ts';
import { checkNewCertificate, issuersOf } from './check-new-certificate.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { asIfAsked, asIfSent } from './last-message.ts';
import type { Results } from './save-results.ts';
import { describeFailure, describeStep } from './describe-step.ts';
import { writeOutput } from './save-results.ts';

export type Outcome =
  | { readonly type: 'succeeded'; readonly results: Results }
  | { readonly type: 'request-saved' }
  | { readonly type: 'failed'; readonly message: string };

/** Runs one transaction as the plan has it, on the state machine of `@crypto-cmp/cmp`. */
export async function driveTransaction(plan: Plan, log: Log): Promise<Outcome> {
  const exchange = openExchange(plan.transfer, log);
  const { totalMs } = plan.transfer;
  let signal = totalMs === undefined ? undefined : AbortSignal.timeout(totalMs);
  /** Why we ended it ourselves. */
  let veto: string | undefined;
  /** The last answer that brought a certificate or refused one. */
  let answer: Uint8Array | undefined;
  let chain: readonly Uint8Array[] | undefined;
  /** Whether the new certificate chains to an anchor we have anyway. */
  let isChained = true;
  try {
    let step = await start(plan);
    for (;;) {
      const { effect, state } = step;
      if (effect.type === 'failed') {
        await sayFarewell(effect, state, plan, exchange);
        return { type: 'failed', message: veto ?? describeFailure(effect.failure) };
      }
      const issued = issuedIn(step);
      if (issued !== undefined && chain === undefined && veto === undefined) {
        const verdict = await checkNewCertificate(issued, certificatesIn(answer), plan);
        if (verdict?.valid === false) {
          veto = verdict.reason;
          if (effect.type === 'succeeded') return { type: 'failed', message: `${veto}. It counts as confirmed` };
          step = await advance(state, { type: 'cancel' }, contextOf(plan));
          continue;
        }
        chain = verdict?.chain ?? chainInside(issued, certificatesIn(answer), plan);
        if (verdict === undefined && !isChained) {
          log.warn('the chain of the new certificate is not checked without -out_trusted');
        }
        if (effect.type === 'send' && plan.options.flag('disable_confirm')) {
          const results = { certificate: issued, chain, caPubs: caPubsOf(step), ...(await factsOf(answer, plan)) };
          return { type: 'succeeded', results };
        }
      }
      if (effect.type === 'succeeded') {
        const { certificate, caPubs } = effect;
        const results = { certificate, caPubs, chain: chain ?? effect.chain, ...(await factsOf(answer, plan)) };
        return { type: 'succeeded', results };
      }
      if (effect.type === 'wait') {
        const event = await waitFor(effect.until, plan, signal, log);
        if (event.type === 'cancel') [signal, veto] = [undefined, timeIsUp(plan)];
        step = await advance(state, event, contextOf(plan));
        continue;
      }
      const bytes = await amendMessage(effect.bytes, plan.amendments, sealingOf(plan, state));
      if (plan.transfer.requestOnly !== undefined) {
        await writeOutput(plan.transfer.requestOnly, 'reqout_only', bytes);
        return { type: 'request-saved' };
      }
      const sent = await carry(bytes, state, plan, exchange, signal);
      if (sent.event.type === 'cancel') [signal, veto] = [undefined, timeIsUp(plan)];
      if (sent.event.type === 'received') {
        await exchange.saveResponse(sent.event.bytes);
        const problem = await checkPin(sent.event.bytes, plan);
        if (problem !== undefined) {
          veto ??= problem;
          step = await advance(sent.state, { type: 'cancel' }, contextOf(plan));
          continue;
        }
      }
      log.info(`sent ${effect.bodyType}`);
      step = await advance(sent.state, sent.event, contextOf(plan));
      const unchained = unchainedCertificate(step);
      if (unchained !== undefined) {
        isChained = false;
        step = await advance(sent.state, sent.event, contextOf(plan, [unchained]));
      }
      if (sent.event.type === 'received' && carriesCertificate(step)) answer = sent.event.bytes;
      describeStep(step, log);
    }
  } finally {
    exchange.close();
  }
}

async function start(plan: Plan): Promise<Step> {
  try {
    return await startTransaction(plan.request, contextOf(plan));
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(error.message);
    throw error;
  }
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
  { protector, trust, expectations, clock }: Plan,
  moreAnchors: readonly Certificate[] = [],
): TransactionContext {
  const { anchors, intermediates } = trust;
  const trustAnchors = [...anchors, ...moreAnchors];
  return { crypto: nodeCrypto, now: clock(), protector, trustAnchors, intermediates, expectations };
}

function sealingOf({ protector, keySigner }: Plan, { macSalt }: TransactionState): Parameters<typeof amendMessage>[2] {
  return { protector, keySigner, macSalt: macSalt === undefined ? undefined : fromHex(macSalt) };
}

/** Sends one message, or what stands in for it, and brings the answer, or what stands in for that. */
async function carry(
  bytes: Uint8Array,
  state: TransactionState,
  plan: Plan,
  exchange: Exchange,
  signal: AbortSignal | undefined,
): Promise<{ readonly event: TransactionEvent; readonly state: TransactionState }> {
  await exchange.saveRequest(bytes);
  const recorded = await exchange.nextResponse();
  if (recorded !== undefined)
    return { event: { type: 'received', bytes: recorded }, state: asIfAsked(state, recorded) };
  const given = await exchange.nextRequest();
  const request = given === undefined ? bytes : await refresh(given, bytes, state, plan);
  const known = given === undefined ? state : asIfSent(state, request);
  try {
    return { event: { type: 'received', ...(await exchange.send(request, signal)) }, state: known };
  } catch (error) {
    if (signal?.aborted === true) return { event: { type: 'cancel' }, state: known };
    if (error instanceof TransferError) return { event: { type: 'transport-failed', failure: error }, state: known };
    throw error;
  }
}

/** A request from a file fits the running transaction: its recipNonce, and with -reqin_new_tid its transactionID. */
async function refresh(given: Uint8Array, ours: Uint8Array, state: TransactionState, plan: Plan): Promise<Uint8Array> {
  const message = decode(PKIMessage, given);
  const { recipNonce, transactionID } = decode(PKIMessage, ours).header.value;
  const isNew = plan.transfer.newTransactionID && transactionID !== undefined;
  if (!isNew && recipNonce === undefined) return given;
  const header = {
    ...message.header.value,
    ...(isNew && { transactionID }),
    ...(recipNonce !== undefined && { recipNonce }),
  };
  const draft = { header, body: message.body.value, extraCerts: message.extraCerts ?? [] };
  return sealMessage(draft, plan.amendments.unprotected, sealingOf(plan, state));
}

async function waitFor(
  until: string,
  { clock }: Plan,
  signal: AbortSignal | undefined,
  log: Log,
): Promise<TransactionEvent> {
  const ms = Math.max(0, Date.parse(until) - clock().getTime());
  log.info(`the CA asks to wait for ${Math.ceil(ms / 1000)} s`);
  try {
    await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
    return { type: 'elapsed' };
  } catch (error) {
    if (signal?.aborted === true) return { type: 'cancel' };
    throw error;
  }
}

/** -srvcert: a signed answer is signed by this certificate's key, and no other. */
async function checkPin(bytes: Uint8Array, { srvcert, protector }: Plan): Promise<string | undefined> {
  if (srvcert === undefined) return undefined;
  try {
    const message = decode(PKIMessage, bytes);
    if (message.protection === undefined) return undefined;
    const isMac = protector.kind === 'mac' && message.header.value.protectionAlg !== undefined;
    const signer = await findSigner({ ...message, extraCerts: [srvcert.der] }, [], nodeCrypto);
    if (signer?.signature === 'verified' || (isMac && signer?.signature === 'not-supported')) return undefined;
    return '-srvcert: the answer was not signed by this certificate';
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

async function sayFarewell(
  { farewell }: Extract<TransactionEffect, { type: 'failed' }>,
  state: TransactionState,
  plan: Plan,
  exchange: Exchange,
): Promise<void> {
  if (farewell === undefined || plan.transfer.url === undefined || plan.transfer.responsesIn.length > 0) return;
  const bytes = await amendMessage(farewell.bytes, plan.amendments, sealingOf(plan, state));
  try {
    await exchange.send(bytes, AbortSignal.timeout(FAREWELL_MS));
  } catch (error) {
    if (!(error instanceof TransferError) && !(error instanceof CliError)) throw error;
  }
}

/** The certificate in a step that wants it confirmed, or has it. */
function issuedIn({ state: { stage } }: Step): Uint8Array | undefined {
  return stage.name === 'confirming' || stage.name === 'succeeded' ? fromHex(stage.issued.certificate) : undefined;
}

function caPubsOf({ state: { stage } }: Step): readonly Uint8Array[] {
  return stage.name === 'confirming' || stage.name === 'succeeded' ? stage.issued.caPubs.map(fromHex) : [];
}

function carriesCertificate({ received }: Step): boolean {
  return received?.bodyType === 'ip' || received?.bodyType === 'cp' || received?.bodyType === 'kup';
}

function extraCertsIn(bytes: Uint8Array | undefined): readonly Uint8Array[] {
  return bytes === undefined ? [] : (decode(PKIMessage, bytes).extraCerts ?? []);
}

function certificatesIn(bytes: Uint8Array | undefined): readonly Certificate[] {
  return extraCertsIn(bytes).flatMap((der) => {
    try {
      return [parseCertificate(der)];
    } catch (error) {
      if (error instanceof X509Error) return [];
      throw error;
    }
  });
}

/** Without anchors: the issuers at hand, upwards by name. */
function chainInside(issued: Uint8Array, known: readonly Certificate[], { trust }: Plan): readonly Uint8Array[] {
  const pool = [...known, ...trust.intermediates, ...trust.anchors];
  const path = [parseCertificate(issued)];
  for (let last = path[0]; last !== undefined && path.length <= pool.length;) {
    const { issuer } = last;
    last = pool.find((one) => matchNames(one.subject, issuer) && !path.includes(one));
    if (last !== undefined) path.push(last);
  }
  return issuersOf(path);
}

async function factsOf(
  answer: Uint8Array | undefined,
  { trust }: Plan,
): Promise<Pick<Results, 'extraCerts' | 'responseSigner'>> {
  if (answer === undefined) return { extraCerts: [], responseSigner: undefined };
  const signer = await findSigner(decode(PKIMessage, answer), [...trust.intermediates, ...trust.anchors], nodeCrypto);
  const responseSigner = signer?.signature === 'verified' ? signer.certificate.der : undefined;
  return { extraCerts: extraCertsIn(answer), responseSigner };
}

function timeIsUp({ transfer }: Plan): string {
  return `-total_timeout: ${(transfer.totalMs ?? 0) / 1000} s are over`;
}

const FAREWELL_MS = 5000;
