import { type ConnectionTest, createProblem } from '@crypto-cmp/api';
import { DEFAULT_ADVANCED_SETTINGS } from '@crypto-cmp/policy';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';

import { examplePolicy } from '../../../../test/example-policy.ts';
import { createFakeServer } from '../../../../test/fake-server.ts';
import { renderApp } from '../../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('tests the values as they stand in the form, under the credential of a stored trustpoint', async () => {
  const { user, bodies, primary } = await openForm(() => result());
  await user.clear(within(primary).getByRole('textbox', { name: 'Port' }));
  await user.type(within(primary).getByRole('textbox', { name: 'Port' }), '8088');
  await user.click(within(primary).getByRole('button', { name: 'Test now: Primary' }));

  const outcome = await within(primary).findByRole('button', { name: '38 ms, tested 11:50' });
  expect(bodies).toEqual([
    {
      server: { role: 'primary', host: 'ca1.pki.example.net', port: 8088, path: '/cmp/branch-aps', transport: 'http' },
      trustAnchors: [],
      advanced: DEFAULTS,
      credential: { kind: 'trustpoint', trustpointId: 'tp-1' },
    },
  ]);
  expect(outcome.getAttribute('aria-expanded')).toBe('false');
  await user.click(outcome);
  const layers = await within(primary).findByRole('list', { name: 'Connection test' });
  expect(within(layers).getAllByRole('listitem')).toHaveLength(6);
  expect(within(layers).getByText('there is no TLS', { exact: false })).toBeTruthy();
});

it('uses a Secret that was typed and is not saved', async () => {
  const { user, bodies, primary } = await openForm(() => result());
  await user.click(screen.getByRole('radio', { name: 'Replace' }));
  await user.type(screen.getByLabelText('New Secret'), 'swordfish');
  await user.click(within(primary).getByRole('button', { name: 'Test now: Primary' }));

  await waitFor(() => expect(bodies).toHaveLength(1));
  expect(bodies[0]).toMatchObject({
    credential: {
      kind: 'typed',
      referenceId: { format: 'number', value: 1 },
      secret: 'swordfish',
      senderName: 'CN=ap-1',
    },
  });
});

it('takes the way that the advanced settings say, not saved yet', async () => {
  const { user, bodies, primary } = await openForm(() => result());
  await user.click(screen.getByRole('button', { name: 'Show advanced settings' }));
  await user.type(await screen.findByRole('textbox', { name: /^Proxy/ }), 'http://proxy.example.net:3128');
  await user.type(screen.getByRole('textbox', { name: /^TLS server name/ }), 'ca.example.net');
  const iterations = screen.getByRole('spinbutton', { name: 'Iterations' });
  await user.clear(iterations);
  await user.type(iterations, '5000');
  await user.click(within(primary).getByRole('button', { name: 'Test now: Primary' }));

  await waitFor(() => expect(bodies).toHaveLength(1));
  expect(bodies[0]).toMatchObject({
    advanced: {
      ...DEFAULTS,
      protection: { ...DEFAULTS.protection, iterations: 5000 },
      tls: { ...DEFAULTS.tls, serverName: 'ca.example.net' },
      proxy: { url: 'http://proxy.example.net:3128', exempt: '' },
    },
  });
});

it('shows the failed layer in words with its advice, until the server is another one', async () => {
  const { user, primary } = await openForm(() => result('tls'));
  await user.click(within(primary).getByRole('button', { name: 'Test now: Primary' }));

  await within(primary).findByRole('button', { name: 'TLS failed, tested 11:50', expanded: true });
  expect(await within(primary).findByText('Add it to the trust anchors.')).toBeTruthy();

  await user.type(within(primary).getByRole('textbox', { name: 'IP' }), '2');
  await waitFor(() => expect(within(primary).queryByText(/tested 11:50/)).toBeNull());
  expect(within(primary).getByRole('button', { name: 'Test now: Primary' })).toBeTruthy();
});

it('asks nobody while a field of the server is wrong, and leads to it', async () => {
  const { user, bodies, primary } = await openForm(() => result());
  const port = within(primary).getByRole('textbox', { name: 'Port' });
  await user.clear(port);
  await user.click(within(primary).getByRole('button', { name: 'Test now: Primary' }));

  await waitFor(() => expect(port.getAttribute('aria-invalid')).toBe('true'));
  await waitFor(() => expect(document.activeElement).toBe(port));
  expect(bodies).toEqual([]);
});

it('says so when the console could not test', async () => {
  const { user, primary } = await openForm(() =>
    createProblem('trustpoint-not-found', 'It may have been deleted meanwhile.'),
  );
  await user.click(within(primary).getByRole('button', { name: 'Test now: Primary' }));
  expect(await within(primary).findAllByText(/^Not tested\. /)).not.toEqual([]);
});

it('shows that it is under way, and is not pressed twice', async () => {
  let finish = (_: ConnectionTest) => {};
  const pending = new Promise<ConnectionTest>((resolve) => (finish = resolve));
  const { user, bodies, primary } = await openForm(() => pending);
  await user.click(within(primary).getByRole('button', { name: 'Test now: Primary' }));
  const busy = await within(primary).findByRole('button', { name: 'Testing: Primary' });
  await user.click(busy);
  finish(result());
  await within(primary).findByRole('button', { name: '38 ms, tested 11:50' });
  expect(bodies).toHaveLength(1);
});

const { messages: _, timeouts: __, ...DEFAULTS } = DEFAULT_ADVANCED_SETTINGS;

/** The form of a policy, beside a console whose tests end as `answer` says. */
async function openForm(answer: () => unknown) {
  const server = createFakeServer(examplePolicy(1));
  const bodies: unknown[] = [];
  const app = renderApp('/policies/branch', {
    async fetch(input, init) {
      const url = input instanceof Request ? input.url : String(input);
      if (!url.endsWith('/connection-tests')) return server.fetch(input, init);
      bodies.push(typeof init?.body === 'string' ? JSON.parse(init.body) : undefined);
      const value = await answer();
      const status = typeof value === 'object' && value !== null && 'status' in value ? Number(value.status) : 200;
      return Response.json(value, { status });
    },
  });
  const primary = await screen.findByRole('group', { name: 'Primary server' });
  return { ...app, bodies, primary };
}

function result(failed?: ConnectionTest['layers'][number]['layer']): ConnectionTest {
  const layer = (name: ConnectionTest['layers'][number]['layer'], detail: string) => ({
    layer: name,
    verdict: name === failed ? ('failed' as const) : ('passed' as const),
    durationMs: name === 'http' ? 38 : 2,
    detail,
    ...(name === failed && { advice: 'Add it to the trust anchors.' }),
  });
  return {
    server: { role: 'primary', host: 'ca1.pki.example.net', port: 8080, path: '/cmp/branch-aps', transport: 'http' },
    startedAt: '2026-11-23T11:50:04.000Z',
    durationMs: 60,
    layers: [
      layer('dns', 'It is 192.0.2.1.'),
      layer('tcp', 'Port 8080 takes connections.'),
      layer('tls', 'Transport is HTTP: there is no TLS.'),
      layer('http', 'HTTP 200.'),
      layer('cmp', 'A CMP server answers.'),
      layer('cmp-protected', 'The CA answers.'),
    ],
  };
}
