import type { Rung } from './ladder-rungs.ts';

type MessageRung = Extract<Rung, { kind: 'message' }>;

/** Polls that said the same as those around them, as one line. */
export interface Fold {
  readonly kind: 'fold';
  readonly key: string;
  readonly rungs: readonly MessageRung[];
}

/**
 * A CA that takes hours is asked hundreds of times. Of each run of polls that only said "not ready", the first and the
 * last exchange stay, and those between become one line.
 */
export function foldPolls(rungs: readonly Rung[]): (Rung | Fold)[] {
  const folded: (Rung | Fold)[] = [];
  let run: MessageRung[] = [];
  for (const rung of rungs) {
    if (isUneventfulPoll(rung)) {
      run.push(rung);
      continue;
    }
    folded.push(...foldRun(run), rung);
    run = [];
  }
  return [...folded, ...foldRun(run)];
}

function foldRun(run: readonly MessageRung[]): (Rung | Fold)[] {
  const between = run.slice(KEPT, -KEPT);
  const [first] = between;
  if (first === undefined || between.length < WORTH_FOLDING) return [...run];
  return [...run.slice(0, KEPT), { kind: 'fold', key: `fold ${first.key}`, rungs: between }, ...run.slice(-KEPT)];
}

function isUneventfulPoll(rung: Rung): rung is MessageRung {
  if (rung.kind !== 'message') return false;
  const { bodyType } = rung.message;
  return (bodyType === 'pollReq' && rung.outcome === 'sent') || (bodyType === 'pollRep' && rung.outcome === 'accepted');
}

/** A question and its answer. */
const KEPT = 2;
const WORTH_FOLDING = 4;
