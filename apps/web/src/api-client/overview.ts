import { queryOptions } from '@tanstack/react-query';

import { api } from './client.ts';

/** What home and the side bar show; shared, since both are on one page. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => api.overview.get({ signal }),
});
