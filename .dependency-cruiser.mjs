// The arrows between the rooms (docs/architecture.md). Everything between rooms that these tables do not name is
// forbidden, so a new folder under packages/ or apps/ is under the law before anybody writes a line about it.

/**
 * Which rooms a room may import, and which libraries. Its own files are always allowed.
 * @type {Record<string, { rooms: string[], libraries: string[] | 'any' }>}
 */
const rooms = {
  'packages/der': { rooms: [], libraries: [] },
  'packages/x509': { rooms: ['der'], libraries: [] },
  'packages/cmp': { rooms: ['x509', 'der'], libraries: [] },
  'packages/policy': { rooms: ['x509'], libraries: ['zod'] },
  'packages/api': { rooms: ['policy'], libraries: ['zod'] },
  'packages/lab-ca': { rooms: ['cmp', 'x509', 'der'], libraries: [] },
  'apps/server': { rooms: ['api', 'policy', 'cmp', 'x509', 'der'], libraries: 'any' },
  'apps/web': { rooms: ['api', 'policy', 'x509', 'cmp'], libraries: 'any' },
  'apps/cli': { rooms: ['cmp', 'x509', 'der', 'policy', 'api'], libraries: 'any' },
};

/** Rooms that run on Node and nowhere else. The others may touch `node:` only below their `src/node`. */
const onNodeOnly = ['apps/server', 'apps/cli'];

const test = String.raw`\.test\.[mc]?tsx?$`;
/** What is no part of a room's product: tests, and the configuration and scripts beside its `src`. */
const aside = [test, String.raw`^(?:packages|apps)/[^/]+/(?:[^/]+\.[mc]?[jt]s$|scripts/|test/)`];
/** The message inspector; what the address bar says about it (`*-search.ts`) is known to the router beforehand. */
const inspector = String.raw`^apps/web/src/features/[^/]*inspector[^/]*/(?!.*-search\.ts$)`;
const library = '(?:^|/)node_modules/';
const named = Object.keys(rooms);

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or miss a third. A cycle that types alone close is none.',
    severity: 'error',
    from: { pathNot: [String.raw`\.gen\.ts$`, '^apps/web/src/(?:app/)?routes/'] },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-dead-ends',
    comment: 'An import that does not resolve would slip past every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  ...Object.entries(rooms).flatMap(arrowsOf),
  {
    name: 'unnamed-room',
    comment: 'Name the room in .dependency-cruiser.mjs and in docs/architecture.md before it imports another.',
    severity: 'error',
    from: { path: '^((?:packages|apps)/[^/]+)/', pathNot: named.map((room) => `^${room}/`) },
    to: { path: ['^(?:packages|apps|e2e)/', library], pathNot: '^$1/' },
  },
  {
    name: 'front-door',
    comment: 'A room is entered through an index.ts that its package.json exports, never through a window.',
    severity: 'error',
    from: { path: '^((?:packages|apps)/[^/]+|e2e)/' },
    to: {
      path: '^packages/',
      pathNot: ['^$1/', String.raw`^packages/[^/]+/src/index\.ts$`, String.raw`^packages/[^/]+/src/[^/]+/index\.ts$`],
    },
  },
  {
    name: 'no-host-inside',
    comment: 'Hosts are programs: nobody imports one. Browser tests and measurements may start the server.',
    severity: 'error',
    from: { path: '^(packages/[^/]+|apps/[^/]+)/' },
    to: { path: '^(?:apps|e2e)/', pathNot: '^$1/' },
  },
  {
    name: 'no-node-in-the-core',
    comment: 'Time, randomness, network, keys and hashing are handed in. Node lives below src/node.',
    severity: 'error',
    from: {
      path: '^(?:packages|apps)/',
      pathNot: ['^packages/[^/]+/src/node/', ...onNodeOnly.map((room) => `^${room}/`), ...aside],
    },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'no-node-side-in-the-core',
    comment: 'The portable half of a room must not pull in the Node half of any room.',
    severity: 'error',
    from: {
      path: '^(?:packages|apps)/',
      pathNot: ['^packages/[^/]+/src/node/', ...onNodeOnly.map((room) => `^${room}/`), ...aside],
    },
    to: { path: '^packages/[^/]+/src/node/' },
  },
  {
    name: 'no-test-in-the-product',
    comment: 'Tests and what they lean on are no part of the product.',
    severity: 'error',
    from: { path: '^(?:packages|apps)/', pathNot: [...aside, '^packages/[^/]+/src/testing/'] },
    to: {
      path: [
        test,
        '^(?:packages|apps)/[^/]+/(?:src/testing|test)/',
        '^e2e/',
        `${library}(?:vitest|fast-check|happy-dom|@testing-library)/`,
      ],
    },
  },
  {
    name: 'web-features-are-strangers',
    comment: 'What two features share belongs to ui or api-client.',
    severity: 'error',
    from: { path: '^apps/web/src/features/([^/]+)/' },
    to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
  },
  {
    name: 'web-layers',
    comment: 'app → features → ui, api-client.',
    severity: 'error',
    from: { path: '^apps/web/src/(?:features|ui|api-client)/', pathNot: test },
    to: { path: '^apps/web/src/(?:app|routes|main|router|routeTree)' },
  },
  {
    name: 'web-ground-floor',
    comment: 'ui and api-client know no feature.',
    severity: 'error',
    from: { path: '^apps/web/src/(?:ui|api-client)/' },
    to: { path: '^apps/web/src/features/' },
  },
  {
    name: 'web-cmp-in-the-inspector-only',
    comment: 'The message inspector is loaded when it is opened; nothing else may drag the protocol into the page.',
    severity: 'error',
    from: { path: '^apps/web/src/', pathNot: [inspector, test] },
    to: { path: '^packages/(?:cmp|der)/' },
  },
  {
    name: 'web-inspector-is-lazy',
    comment: 'Only a route, which is split off by itself, may name the message inspector outright.',
    severity: 'error',
    from: {
      path: '^apps/web/src/',
      pathNot: [inspector, '^apps/web/src/(?:app/)?routes/', test],
    },
    to: { path: inspector, dependencyTypesNot: ['dynamic-import', 'type-only'] },
  },
];

/**
 * The rules of one room of the table. The tests of a host may also use the lab CA, and every test any library.
 * @param {[string, { rooms: string[], libraries: string[] | 'any' }]} entry
 * @returns {import('dependency-cruiser').IForbiddenRuleType[]}
 */
function arrowsOf([room, { rooms: allowed, libraries }]) {
  const may = [`^${room}/`, ...allowed.map((name) => `^packages/${name}/`)];
  /** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
  const arrows = [
    {
      name: `arrows-of-${room.replace('/', '-')}`,
      comment: `${room} may import ${allowed.join(', ') || 'no other room'} (docs/architecture.md).`,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: aside },
      to: { path: '^packages/', pathNot: may },
    },
    {
      name: `arrows-of-${room.replace('/', '-')}-tests`,
      comment: `Tests of ${room} may import what ${room} may, and the lab CA.`,
      severity: 'error',
      from: { path: [`^${room}/.*${test}`, `^${room}/test/`] },
      to: { path: '^packages/', pathNot: [...may, room.startsWith('apps/') ? '^packages/lab-ca/' : '^$'] },
    },
  ];
  if (libraries === 'any') return arrows;
  return [
    ...arrows,
    {
      name: `libraries-of-${room.replace('/', '-')}`,
      comment: `${room} may use ${libraries.join(', ') || 'no library'}.`,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: aside },
      to: { path: library, pathNot: ['^$', ...libraries.map((name) => `${library}${name}/`)] },
    },
  ];
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    // TypeScript 7 has no API that the default parser could use.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/testdata/', '/test-results/', '/playwright-report/', '/node_modules/[.]'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
  },
};
