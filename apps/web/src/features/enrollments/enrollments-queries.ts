import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api } from '../../api-client/client.ts';
import { type EnrollmentsSearch, readStates } from './enrollments-search.ts';

export const enrollmentsQuery = (search: EnrollmentsSearch) =>
  queryOptions({
    queryKey: ['enrollments', 'list', search],
    queryFn: ({ signal }) => {
      const { q, trustpoint, cursor, state } = search;
      const states = readStates(state);
      return api.enrollments.list({
        signal,
        query: {
          ...(q === undefined ? {} : { q }),
          ...(trustpoint === undefined ? {} : { trustpoint }),
          ...(cursor === undefined ? {} : { cursor }),
          ...(states.length === 0 ? {} : { state: states }),
        },
      });
    },
    placeholderData: keepPreviousData,
  });

export const trustpointNameQuery = (id: string) =>
  queryOptions({
    queryKey: ['trustpoints', 'one', id],
    queryFn: ({ signal }) => api.trustpoints.get({ signal, params: { id } }),
    select: ({ name }) => name,
  });
