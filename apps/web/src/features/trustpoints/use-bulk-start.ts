import type { EnrollmentOperation, TrustpointSummary } from '@crypto-cmp/api';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { runningEnrollmentIdOf, startEnrollment } from '../../api-client/start-enrollment.ts';
import { describeLoadError } from '../../ui/list-states.tsx';

export type StartResult =
  | { readonly status: 'pending' }
  | { readonly status: 'started' | 'running-already'; readonly enrollmentId: string }
  | { readonly status: 'refused'; readonly reason: string };

export interface BulkRun {
  readonly operation: EnrollmentOperation;
  readonly items: readonly { readonly trustpoint: TrustpointSummary; readonly result: StartResult }[];
}

/** Starts the same operation for many trustpoints, a few at a time, and keeps what became of each. */
export function useBulkStart() {
  const queryClient = useQueryClient();
  const [run, setRun] = useState<BulkRun>();

  async function start(operation: EnrollmentOperation, trustpoints: readonly TrustpointSummary[]) {
    const again = new Set(trustpoints.map(({ id }) => id));
    setRun((before) => ({
      operation,
      items:
        before === undefined
          ? trustpoints.map((trustpoint) => ({ trustpoint, result: PENDING }))
          : before.items.map((item) => (again.has(item.trustpoint.id) ? { ...item, result: PENDING } : item)),
    }));
    const queue = [...trustpoints];
    const settle = (id: string, result: StartResult) =>
      setRun(
        (now) =>
          now && { ...now, items: now.items.map((item) => (item.trustpoint.id === id ? { ...item, result } : item)) },
      );
    async function work() {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { id } = next;
        settle(id, await startOne(id));
      }
    }
    const startOne = async (trustpointId: string): Promise<StartResult> => {
      try {
        const { id } = await startEnrollment({ trustpointId, operation }, queryClient);
        return { status: 'started', enrollmentId: id };
      } catch (error) {
        const running = runningEnrollmentIdOf(error);
        if (running !== undefined) return { status: 'running-already', enrollmentId: running };
        return { status: 'refused', reason: describeLoadError(error) };
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  return { run, start, close: () => setRun(undefined) };
}

const PENDING: StartResult = { status: 'pending' };
const AT_ONCE = 4;
