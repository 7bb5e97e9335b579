import { queryOptions } from '@tanstack/react-query';

import { api } from './client.ts';

/** What is open now, with the counts of the bell; shared, since the side bar and the pages show the same. */
export const openAlertsQuery = queryOptions({
  queryKey: ['alerts', 'open'],
  queryFn: ({ signal }) => api.alerts.list({ signal, query: { state: ['open'], limit: '50' } }),
});
