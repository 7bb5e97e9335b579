import { describe, expect, it } from 'vitest';

import { toProgress } from './progress-steps.ts';

const step = (state: Parameters<typeof toProgress>[0]['state'], from: number, to: number | null) => ({
  state,
  startedAt: new Date(from).toISOString(),
  endedAt: to === null ? null : new Date(to).toISOString(),
});

describe('the five steps', () => {
  it('say that waiting was not needed once it is passed', () => {
    const steps = [step('queued', 0, 100), step('requesting', 100, 1000), step('confirming', 1000, null)];
    expect(toProgress({ state: 'confirming', steps }).map(({ status }) => status)).toEqual([
      'done',
      'done',
      'skipped',
      'current',
      'ahead',
    ]);
  });

  it('are saved only when the enrollment has succeeded', () => {
    const steps = [step('confirming', 0, 100), step('succeeded', 100, 100)];
    expect(toProgress({ state: 'confirming', steps: steps.slice(0, 1) }).at(-1)?.status).toBe('ahead');
    expect(toProgress({ state: 'succeeded', steps }).at(-1)?.status).toBe('done');
  });

  it('add up the times of a step that was gone through twice', () => {
    const steps = [step('requesting', 0, 100), step('waiting', 100, 900), step('requesting', 900, 1200)];
    expect(toProgress({ state: 'confirming', steps })[1]).toMatchObject({ name: 'requesting', durationMs: 400 });
  });
});
