import type * as PolicyJudge from './policy-judge.ts';

/**
 * What judges the form: all rules of a policy, which nobody needs before something was typed. It is asked for when the form
 * has been shown.
 */
export async function loadJudge(): Promise<Judge> {
  judge ??= await import('./policy-judge.ts');
  return judge;
}

/** There is one as soon as anything was judged. */
export function loadedJudge(): Judge | undefined {
  return judge;
}

type Judge = typeof PolicyJudge;

let judge: Judge | undefined;
