import { QueryClient } from '@tanstack/react-query';

/** Events tell what is stale, so data is kept until one says so. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: true,
        // An answer, even a refusal, is an answer; only silence is asked again.
        retry: (failures, error) => error instanceof TypeError && failures < 2,
        retryDelay: 800,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
