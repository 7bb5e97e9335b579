import type { Enrollment } from '@crypto-cmp/api';

/** The five steps every enrollment is shown in. */
export const STEPS = ['queued', 'requesting', 'waiting', 'confirming', 'saved'] as const;
export type StepName = (typeof STEPS)[number];

export interface ProgressStep {
  name: StepName;
  status: 'done' | 'current' | 'skipped' | 'ahead';
  /** How long it took; of the current one, since when it goes on. */
  durationMs: number | undefined;
  since: string | undefined;
}

/** What the recorded states say of each step. A step can be gone through more than once: its times add up. */
export function toProgress({ steps, state }: Pick<Enrollment, 'steps' | 'state'>): ProgressStep[] {
  const at = STEPS.indexOf(state === 'succeeded' ? 'saved' : (STEPS.find((name) => name === state) ?? 'queued'));
  return STEPS.map((name, index) => {
    const visits = steps.filter((step) => step.state === (name === 'saved' ? 'succeeded' : name));
    const durationMs = visits.reduce(
      (sum, visit) => (visit.endedAt === null ? sum : sum + Date.parse(visit.endedAt) - Date.parse(visit.startedAt)),
      0,
    );
    const status =
      state === 'succeeded' && name === 'saved'
        ? 'done'
        : index === at
          ? 'current'
          : visits.length > 0
            ? 'done'
            : index < at
              ? 'skipped'
              : 'ahead';
    return { name, status, durationMs: visits.length === 0 ? undefined : durationMs, since: visits.at(-1)?.startedAt };
  });
}
