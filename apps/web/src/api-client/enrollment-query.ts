import { isRunning } from '@crypto-cmp/api';
import { queryOptions } from '@tanstack/react-query';

import { api } from './client.ts';

/** One enrollment with its exchange. Events keep it live; should one get lost, it is asked again every 5 s while it runs. */
export const enrollmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['enrollments', 'one', id],
    queryFn: ({ signal }) => api.enrollments.get({ signal, params: { id } }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isRunning(data.state) ? 5000 : false),
  });
