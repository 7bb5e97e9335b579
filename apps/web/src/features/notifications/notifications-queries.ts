import { queryOptions } from '@tanstack/react-query';

import { api } from '../../api-client/client.ts';

export const alertRulesQuery = queryOptions({
  queryKey: ['alert-rules'],
  queryFn: ({ signal }) => api.alertRules.list({ signal }),
});

export const alertChannelsQuery = queryOptions({
  queryKey: ['alert-channels', 'list'],
  queryFn: ({ signal }) => api.alertChannels.list({ signal }),
});

export const alertChannelQuery = (id: string) =>
  queryOptions({
    queryKey: ['alert-channels', 'one', id],
    queryFn: ({ signal }) => api.alertChannels.get({ signal, params: { id } }),
  });

/** The latest messages, newest first. */
export const alertDeliveriesQuery = (cursor: string | undefined, failedOnly: boolean) =>
  queryOptions({
    queryKey: ['alert-deliveries', { cursor, failedOnly }],
    queryFn: ({ signal }) =>
      api.alertDeliveries.list({
        signal,
        query: {
          limit: '20',
          ...(cursor === undefined ? {} : { cursor }),
          ...(failedOnly ? { state: ['failed'] } : {}),
        },
      }),
    placeholderData: (before) => before,
  });
