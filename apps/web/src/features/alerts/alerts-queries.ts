import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api } from '../../api-client/client.ts';

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', id],
    queryFn: ({ signal }) => api.alerts.get({ signal, params: { id } }),
  });

/** What is over, newest first. */
export const endedAlertsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['alerts', 'ended', cursor],
    queryFn: ({ signal }) =>
      api.alerts.list({
        signal,
        query: { state: ['ended'], limit: '20', ...(cursor === undefined ? {} : { cursor }) },
      }),
    placeholderData: keepPreviousData,
  });

/** The messages that told of it. */
export const deliveriesOfQuery = (id: string) =>
  queryOptions({
    queryKey: ['alert-deliveries', 'of', id],
    queryFn: ({ signal }) => api.alertDeliveries.list({ signal, query: { alert: id, limit: '50' } }),
  });
