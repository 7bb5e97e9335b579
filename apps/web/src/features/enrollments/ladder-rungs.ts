import type { CmpServer, Enrollment, EnrollmentMessage } from '@crypto-cmp/api';

import { countFailed, describeChecks } from '../../ui/check-list.tsx';
import { capitalize } from '../../ui/capitalize.ts';
import { formatElapsed } from '../../ui/time.ts';

/** Which of the two lifelines of servers a rung ends at; with one server asked there is only `far`. */
export type Lane = 'near' | 'far';

export type Rung =
  | { kind: 'message'; key: string; message: EnrollmentMessage; lane: Lane; outcome: Outcome }
  /** The server is given up and the other one asked. */
  | {
      kind: 'failover';
      key: string;
      at: string | undefined;
      to: CmpServer;
      from: Lane;
      lane: Lane;
      isSameMessage: boolean;
      /** Why nothing was sent to the first server. */
      skipped: string | undefined;
    }
  /** The CA has refused the certificate that signs, so a second transaction asks with the Secret. */
  | { kind: 'fallback'; key: string; at: string; cause: string; isProven: boolean; lane: Lane }
  /** An answer that has not come yet; with `retry` nobody waits for it before the message has left once more. */
  | {
      kind: 'awaited';
      key: string;
      bodyType: string;
      since: string;
      givesUpAt: string;
      retry: { at: string; bodyType: string; server: CmpServer } | undefined;
      lane: Lane;
    }
  /** The CA asked for time. */
  | { kind: 'waiting'; key: string; nextStepAt: string; lane: Lane };

/** How a message is drawn. `lost`: it, or the answer to it, did not arrive. */
export type Outcome = 'sent' | 'accepted' | 'refused' | 'lost';

export interface Ladder {
  /** The server asked first, or to be asked. */
  first: CmpServer | undefined;
  firstLane: Lane;
  rungs: Rung[];
}

/** The exchange as rungs, in order. */
export function toLadder(enrollment: Enrollment): Ladder {
  const { messages, servers, server, awaited, failover, fallback, state, nextStepAt, nextTry } = enrollment;
  const asked = messages[0]?.server ?? server ?? undefined;
  const first = (failover?.skipped === true ? servers[0] : asked) ?? servers[0];
  const isSkipped =
    asked !== undefined && first !== undefined && failover?.skipped === true && asked.role !== first.role;
  const hasTwo = isSkipped || messages.some((message) => first !== undefined && message.server.role !== first.role);
  const laneOf = (role: CmpServer['role'] | undefined): Lane => (hasTwo && role === first?.role ? 'near' : 'far');

  const rungs: Rung[] = [];
  if (isSkipped) {
    rungs.push({
      kind: 'failover',
      key: 'skipped',
      at: failover.at,
      to: asked,
      from: laneOf(first.role),
      lane: laneOf(asked.role),
      isSameMessage: false,
      skipped: failover.reason,
    });
  }
  let before: EnrollmentMessage | undefined;
  for (const message of messages) {
    const lane = laneOf(message.server.role);
    if (before !== undefined && before.server.role !== message.server.role) {
      rungs.push({
        kind: 'failover',
        key: `failover ${message.n}`,
        at: failover?.at,
        to: message.server,
        from: laneOf(before.server.role),
        lane,
        isSameMessage: before.bodyType === message.bodyType && before.octets === message.octets,
        skipped: undefined,
      });
    }
    rungs.push({ kind: 'message', key: `message ${message.n}`, message, lane, outcome: outcomeOf(message) });
    if (message.n === fallback?.afterMessage) {
      const { at, cause, isProven } = fallback;
      rungs.push({ kind: 'fallback', key: 'fallback', at, cause, isProven, lane });
    }
    before = message;
  }
  const lane = laneOf((before?.server ?? asked ?? first)?.role);
  if (awaited !== null) {
    const bodyType = awaited.bodyTypes.find((type) => type !== 'error') ?? 'answer';
    const retry =
      nextTry === null || nextTry.action === 'poll' || before === undefined
        ? undefined
        : { at: nextTry.at, bodyType: nameBody(before.bodyType), server: nextTry.server };
    const { since, givesUpAt } = awaited;
    rungs.push({ kind: 'awaited', key: 'awaited', bodyType, since, givesUpAt, retry, lane });
  } else if (state === 'waiting' && nextStepAt !== null) {
    rungs.push({ kind: 'waiting', key: 'waiting', nextStepAt, lane });
  }
  return { first, firstLane: laneOf(first?.role), rungs };
}

/** One sentence for a screen reader: "ip received, accepted, 24 of 24 checks passed". */
export function describeRung(rung: Rung): string {
  switch (rung.kind) {
    case 'failover':
      return `${nameRole(rung.to.role)} is asked instead${rung.skipped === undefined ? '' : `: ${rung.skipped}`}`;
    case 'fallback':
      return describeFallback(rung);
    case 'awaited':
      return `${nameBody(rung.bodyType)} expected`;
    case 'waiting':
      return 'The CA asked for time';
    case 'message': {
      const { bodyType, direction, summary, checks, problem } = rung.message;
      const name = nameBody(bodyType);
      if (direction === 'received') return `${name} received, ${summary}, ${describeChecks(checks)}`;
      return problem === null
        ? `${name} sent, ${summary}`
        : `${name} ${describeLoss(rung.message)}, ${describeTries(rung.message)}`;
    }
  }
}

/** Why the first transaction ended, and what follows it. */
export function describeFallback({ cause, isProven }: Pick<Extract<Rung, { kind: 'fallback' }>, 'cause' | 'isProven'>) {
  const doubt = isProven
    ? ''
    : ' Nothing proves that the CA has said so: it may have issued a certificate that nobody uses.';
  return `${cause}${doubt} A new transaction asks with the Secret.`;
}

/** "Not delivered" only where the server cannot have it. */
export function describeLoss({ problem }: EnrollmentMessage): string {
  return problem !== null && NEVER_ARRIVED.has(problem.code) ? 'not delivered' : 'not answered';
}

/** "Connection refused, 3 tries in 5 s" */
export function describeTries({ problem, tries, triesDurationMs }: EnrollmentMessage): string {
  const words = capitalize(problem?.message.replace(/\.$/, '') ?? '');
  return tries < 2 ? words : `${words}, ${tries} tries in ${formatElapsed(triesDurationMs).replace('.0 s', ' s')}`;
}

/** The PKIBody alternative, as the RFC's text writes it. */
export function nameBody(bodyType: string | null): string {
  if (bodyType === null) return 'unreadable';
  return bodyType === 'pkiconf' ? 'pkiConf' : bodyType;
}

export const nameRole = (role: CmpServer['role']) => (role === 'primary' ? 'Primary' : 'Secondary');

function outcomeOf({ direction, problem, checks, bodyType }: EnrollmentMessage): Outcome {
  if (direction === 'sent') return problem === null ? 'sent' : 'lost';
  return countFailed(checks) > 0 || bodyType === 'error' || bodyType === null ? 'refused' : 'accepted';
}

/** The codes of a transfer that broke off before the message left. */
const NEVER_ARRIVED: ReadonlySet<string> = new Set([
  'host-not-found',
  'connection-refused',
  'host-unreachable',
  'connection-timed-out',
  'tls-failed',
  'tls-not-trusted',
]);
