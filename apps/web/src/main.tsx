import './theme/mantine.css';
import './theme/fonts.css';
import './theme/base.css';

import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';

import { connectLive } from './api-client/live.ts';
import { colorSchemeManager } from './app/color-scheme.ts';
import { createQueryClient } from './app/query-client.ts';
import { createAppRouter } from './app/routes.tsx';
import { cssVariablesResolver, theme } from './theme/theme.ts';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');

const queryClient = createQueryClient();
const live = connectLive(queryClient);
const router = createAppRouter(live);

createRoot(element).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariablesResolver}
    colorSchemeManager={colorSchemeManager}
    defaultColorScheme="auto"
  >
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
);

// With the code of every page here, pages can still be turned while the server is away, and each says what it knows.
setTimeout(() => {
  // A page that does not come now says so when somebody goes there.
  for (const route of Object.values(router.routesById)) router.loadRouteChunk(route)?.catch(() => undefined);
}, 3000);
