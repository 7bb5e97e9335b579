import { ApiError, type EnrollmentOperation } from '@crypto-cmp/api';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from './client.ts';
import { enrollmentQuery } from './enrollment-query.ts';

export interface EnrollmentOrder {
  readonly trustpointId: string;
  readonly operation: EnrollmentOperation;
}

/** Starts one enrollment; its page can show at once what the server answered. */
export function useStartEnrollment() {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: (order: EnrollmentOrder) => startEnrollment(order, queryClient) });
}

export async function startEnrollment({ trustpointId, operation }: EnrollmentOrder, queryClient: QueryClient) {
  const enrollment = await api.trustpoints.startEnrollment({ params: { id: trustpointId }, body: { operation } });
  queryClient.setQueryData(enrollmentQuery(enrollment.id).queryKey, enrollment);
  for (const resource of ['trustpoints', 'overview']) void queryClient.invalidateQueries({ queryKey: [resource] });
  void queryClient.invalidateQueries({ queryKey: ['enrollments', 'list'] });
  return enrollment;
}

/** The enrollment that runs already, when that is why another was refused. */
export function runningEnrollmentIdOf(error: unknown): string | undefined {
  const problem = error instanceof ApiError ? error.problem : undefined;
  return problem?.code === 'enrollment-running' ? problem.enrollmentId : undefined;
}
