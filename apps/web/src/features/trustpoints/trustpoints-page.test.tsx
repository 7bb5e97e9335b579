import { createProblem } from '@crypto-cmp/api';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { exampleEnrollment } from '../../../test/example-enrollment.ts';
import { emptyTrustpoint, exampleCounts, exampleTrustpointSummary, inDays } from '../../../test/example-trustpoint.ts';
import { createFakeApi, onePage } from '../../../test/fake-api.ts';
import { renderApp } from '../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const counted = { counts: exampleCounts({ all: 5, valid: 3, 'renewal-due': 2 }), countedAt: inDays(0) };
const due = (name: string) => exampleTrustpointSummary({ id: name, name, state: 'renewal-due' });

async function open(address: string, rows = [due('ap-1'), due('ap-2'), emptyTrustpoint({ id: 'ap-3', name: 'ap-3' })]) {
  const api = createFakeApi({ 'GET /trustpoints': onePage(rows, counted) });
  const app = renderApp(address, api);
  await screen.findByRole('heading', { name: 'Trustpoints' });
  const asked = () => api.calls.findLast(({ call }) => call === 'GET /trustpoints')?.query;
  return { api, asked, ...app };
}

describe('the state chips', () => {
  it('add up: any of the chosen states fits', async () => {
    const { user, asked, router } = await open('/trustpoints?state=expired&cursor=abc');
    await user.click(await screen.findByRole('button', { name: /^Valid/ }));
    expect(router.state.location.search).toEqual({ state: 'expired,valid' });
    await waitFor(() => expect(asked()).toContain('state=expired&state=valid'));
    expect(asked()).not.toContain('cursor');
  });

  it('give way to "Need you", which goes across the states', async () => {
    const { user, asked } = await open('/trustpoints?state=expired');
    await user.click(await screen.findByRole('button', { name: /^Need you/ }));
    await waitFor(() => expect(asked()).toContain('needsYou=true'));
    expect(asked()).not.toContain('state=');
  });

  it('drop from the address what is no state', async () => {
    const { asked } = await open('/trustpoints?state=asleep');
    await waitFor(() => expect(asked()).toBe('sort=urgency'));
  });
});

describe('a selection', () => {
  it('renews what has a working certificate and enrolls the rest, and says how many', async () => {
    const { user } = await open('/trustpoints');
    for (const name of ['ap-1', 'ap-2', 'ap-3']) await user.click(await screen.findByLabelText(`Select ${name}`));
    const bar = screen.getByRole('region', { name: 'Selection' });
    expect(within(bar).getByText('3 selected')).toBeTruthy();
    expect(within(bar).getByRole('button', { name: 'Renew 2…' })).toBeTruthy();
    expect(within(bar).getByRole('button', { name: 'Enroll 1' })).toBeTruthy();
  });

  it('is asked about before working certificates are replaced, and shows each result', async () => {
    const { user, api } = await open('/trustpoints');
    api.replies['POST /trustpoints/ap-1/enrollments'] = exampleEnrollment({ id: 'run-1' });
    api.replies['POST /trustpoints/ap-2/enrollments'] = createProblem('enrollment-not-possible', 'No Secret is set.');
    await user.click(await screen.findByLabelText('Select ap-1'));
    await user.click(screen.getByLabelText('Select ap-2'));
    await user.click(screen.getByRole('button', { name: 'Renew 2…' }));
    expect(api.calls.some(({ call }) => call.startsWith('POST'))).toBe(false);

    await user.click(screen.getByRole('button', { name: 'Renew 2' }));
    await screen.findByRole('heading', { name: '1 renewal started, 1 not' });
    expect(screen.getByText('No Secret is set.')).toBeTruthy();
    expect(api.calls.filter(({ call }) => call.startsWith('POST')).map(({ body }) => body)).toEqual([
      { operation: 'renew' },
      { operation: 'renew' },
    ]);

    api.replies['POST /trustpoints/ap-2/enrollments'] = exampleEnrollment({ id: 'run-2' });
    await user.click(screen.getByRole('button', { name: 'Try the failure again' }));
    await screen.findByRole('heading', { name: '2 renewals started' });
    expect(api.calls.filter(({ call }) => call === 'POST /trustpoints/ap-1/enrollments')).toHaveLength(1);
  });

  it('starts a first enrollment without a question', async () => {
    const { user, api } = await open('/trustpoints');
    api.replies['POST /trustpoints/ap-3/enrollments'] = exampleEnrollment();
    await user.click(await screen.findByLabelText('Select ap-3'));
    await user.click(screen.getByRole('button', { name: 'Enroll 1' }));
    expect(await screen.findByRole('heading', { name: '1 enrollment started' })).toBeTruthy();
  });
});

describe('an empty list', () => {
  it('says that the filters leave nothing, and clears them', async () => {
    const { user, router } = await open('/trustpoints?q=nothing&state=expired', []);
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    expect(router.state.location.search).toEqual({});
  });

  it('leads to the first steps when there is no trustpoint at all', async () => {
    await open('/trustpoints', []);
    expect((await screen.findByRole('link', { name: 'See the first steps' })).getAttribute('href')).toBe('/');
  });
});

it('keeps its frame when the list cannot be loaded, and tries again', async () => {
  const { user, api } = await open('/trustpoints');
  cleanup();
  api.replies['GET /trustpoints'] = createProblem('internal-error', 'Something went wrong.');
  renderApp('/trustpoints', api);
  expect((await screen.findByRole('alert')).textContent).toContain('Trustpoints could not be loaded.');
  api.replies['GET /trustpoints'] = onePage([due('ap-1')], counted);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByLabelText('Select ap-1')).toBeTruthy();
});
