import { queryOptions } from '@tanstack/react-query';

import { api } from '../../api-client/client.ts';

/** A message as labelled tree and as octets. Neither ever changes. */
export const messageQuery = (enrollmentId: string, number: number) =>
  queryOptions({
    queryKey: ['enrollments', 'message', enrollmentId, number],
    queryFn: async ({ signal }) => {
      const call = { signal, params: { id: enrollmentId, n: number } };
      const [{ message, tree }, { bytes }] = await Promise.all([
        api.enrollments.messageTree(call),
        api.enrollments.message(call),
      ]);
      return { message, tree, bytes };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
