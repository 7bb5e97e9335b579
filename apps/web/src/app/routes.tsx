import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';

import type { LiveConnection } from '../api-client/live.ts';
import { parseEnrollmentsSearch } from '../features/enrollments/enrollments-search.ts';
import { parseMessageSearch } from '../features/inspector/message-search.ts';
import { parsePoliciesSearch } from '../features/policies/policies-search.ts';
import { parseTrustpointsSearch } from '../features/trustpoints/trustpoints-search.ts';
import { NotFound, PageFailure } from './page-failure.tsx';
import { fetched } from './page-not-fetched-error.ts';
import { Shell } from './shell/shell.tsx';

/** The console's addresses, all of them. A page's code is fetched when its address is first visited. */
export function createAppRouter(live: LiveConnection, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { live },
    ...(history === undefined ? {} : { history }),
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: NotFound,
    // Plain "?q=ap-1&sort=-name": every parameter is a string, as in the API.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const entries = Object.entries(search).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
      );
      return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
    },
  });
}

const root = createRootRouteWithContext<{ live: LiveConnection }>()({
  component: function Root() {
    return <Shell live={root.useRouteContext().live} />;
  },
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => fetched(import('../features/home/home-page.tsx')), 'HomePage'),
});

const policies = createRoute({
  getParentRoute: () => root,
  path: '/policies',
  validateSearch: parsePoliciesSearch,
  component: lazyRouteComponent(() => fetched(import('../features/policies/policies-page.tsx')), 'PoliciesPage'),
});
const newPolicy = createRoute({
  getParentRoute: () => root,
  path: '/policies/new',
  component: lazyRouteComponent(() => fetched(import('../features/policies/form/policy-pages.tsx')), 'NewPolicyPage'),
});
const policy = createRoute({
  getParentRoute: () => root,
  path: '/policies/$policyId',
  component: lazyRouteComponent(() => fetched(import('../features/policies/form/policy-pages.tsx')), 'EditPolicyPage'),
});
const copyPolicy = createRoute({
  getParentRoute: () => root,
  path: '/policies/$policyId/copy',
  component: lazyRouteComponent(() => fetched(import('../features/policies/copy-policy-page.tsx')), 'CopyPolicyPage'),
});

const trustpoints = createRoute({
  getParentRoute: () => root,
  path: '/trustpoints',
  validateSearch: parseTrustpointsSearch,
  component: lazyRouteComponent(
    () => fetched(import('../features/trustpoints/trustpoints-page.tsx')),
    'TrustpointsPage',
  ),
});
const trustpoint = createRoute({
  getParentRoute: () => root,
  path: '/trustpoints/$trustpointId',
  component: lazyRouteComponent(() => fetched(import('../features/trustpoints/trustpoint-page.tsx')), 'TrustpointPage'),
});

const enrollments = createRoute({
  getParentRoute: () => root,
  path: '/enrollments',
  validateSearch: parseEnrollmentsSearch,
  component: lazyRouteComponent(
    () => fetched(import('../features/enrollments/enrollments-page.tsx')),
    'EnrollmentsPage',
  ),
});
const enrollment = createRoute({
  getParentRoute: () => root,
  path: '/enrollments/$enrollmentId',
  component: lazyRouteComponent(() => fetched(import('../features/enrollments/enrollment-page.tsx')), 'EnrollmentPage'),
});
const message = createRoute({
  getParentRoute: () => root,
  path: '/enrollments/$enrollmentId/messages/$number',
  validateSearch: parseMessageSearch,
  component: lazyRouteComponent(() => fetched(import('../features/inspector/message-page.tsx')), 'MessagePage'),
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  component: lazyRouteComponent(() => fetched(import('../features/alerts/alerts-page.tsx')), 'AlertsPage'),
});
const alert = createRoute({
  getParentRoute: () => root,
  path: '/alerts/$alertId',
  component: lazyRouteComponent(() => fetched(import('../features/alerts/alert-page.tsx')), 'AlertPage'),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: '/settings/notifications',
  component: lazyRouteComponent(
    () => fetched(import('../features/notifications/notifications-page.tsx')),
    'NotificationsPage',
  ),
});
const newChannel = createRoute({
  getParentRoute: () => root,
  path: '/settings/notifications/channels/new',
  component: lazyRouteComponent(() => fetched(import('../features/notifications/channel-pages.tsx')), 'NewChannelPage'),
});
const channel = createRoute({
  getParentRoute: () => root,
  path: '/settings/notifications/channels/$channelId',
  component: lazyRouteComponent(
    () => fetched(import('../features/notifications/channel-pages.tsx')),
    'EditChannelPage',
  ),
});

const routeTree = root.addChildren([
  home,
  policies,
  newPolicy,
  policy,
  copyPolicy,
  trustpoints,
  trustpoint,
  enrollments,
  enrollment,
  message,
  alerts,
  alert,
  notifications,
  newChannel,
  channel,
]);

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
