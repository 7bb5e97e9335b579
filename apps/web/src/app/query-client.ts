import { ApiError } from '@crypto-cmp/api';
import { QueryClient } from '@tanstack/react-query';

/** Events tell what is stale, so data is kept until one says so. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        // An answer, even a refusal, is an answer; only silence is asked again.
        retry: (failures, error) => error instanceof ApiError && error.code === 'unreachable' && failures < 2,
        retryDelay: 800,
        // The server may be on this very machine: what the browser thinks of the network says nothing.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
