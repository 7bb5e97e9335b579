import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { configure, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { vi } from 'vitest';

import type { LiveConnection } from '../src/api-client/live.ts';
import { createQueryClient } from '../src/app/query-client.ts';
import { createAppRouter } from '../src/app/routes.tsx';
import type { FakeServer } from './fake-server.ts';

/** The whole app at an address, talking to a server in memory. */
export function renderApp(address: string, server: Pick<FakeServer, 'fetch'>) {
  configure({ asyncUtilTimeout: 10_000 });
  vi.stubGlobal('fetch', server.fetch);
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createAppRouter(live, history);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { router, user: userEvent.setup() };
}

const live: LiveConnection = { subscribe: () => () => {}, read: () => LIVE, stop: () => {} };
const LIVE = { status: 'live' } as const;
