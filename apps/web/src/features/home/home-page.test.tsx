import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { createProblem } from '@crypto-cmp/api';
import { alertPage, exampleAlert } from '../../../test/example-alert.ts';
import { exampleEnrollment } from '../../../test/example-enrollment.ts';
import { examplePolicy } from '../../../test/example-policy.ts';
import {
  exampleCounts,
  exampleOverview,
  exampleServer,
  exampleTrustpointSummary,
  inDays,
} from '../../../test/example-trustpoint.ts';
import { createFakeApi } from '../../../test/fake-api.ts';
import { renderApp } from '../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const LAB_CA = {
  configured: true,
  url: 'http://127.0.0.1',
  rootSubject: 'CN=R',
  rootSha256: '00',
  rootNotAfter: inDays(9),
};

function open(overview = exampleOverview(), labCa: object = LAB_CA, alerts: object = alertPage()) {
  const api = createFakeApi({ 'GET /overview': overview, 'GET /lab-ca': labCa, 'GET /alerts': alerts });
  return { api, ...renderApp('/', api) };
}

describe('the first home', () => {
  it('goes with one press from nothing to the messages of a first enrollment', async () => {
    const { api, user, router } = open();
    api.replies['POST /lab-ca/policy'] = examplePolicy(1);
    api.replies['POST /trustpoints/tp-1/enrollments'] = exampleEnrollment({ id: 'run-1' });
    await user.click(await screen.findByRole('button', { name: 'Enroll with the lab CA' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/enrollments/run-1'));
    expect(api.calls.findLast(({ call }) => call.includes('tp-1'))?.body).toEqual({ operation: 'enroll' });
  });

  it('offers no lab CA where none is configured', async () => {
    open(exampleOverview(), { configured: false });
    await screen.findByRole('link', { name: 'New policy' });
    expect(screen.queryByRole('button', { name: 'Enroll with the lab CA' })).toBeNull();
  });

  it('says why when the lab CA cannot be read', async () => {
    const { api, user } = open();
    api.replies['POST /lab-ca/policy'] = createProblem('lab-ca-unavailable', 'Its folder cannot be read.');
    await user.click(await screen.findByRole('button', { name: 'Enroll with the lab CA' }));
    expect((await screen.findByRole('alert')).textContent).toBe('Its folder cannot be read.');
  });
});

describe('home', () => {
  const waiting = exampleTrustpointSummary({ state: 'expired', needsYou: true });

  it('says first how many need a person, each with its way out', async () => {
    open(
      exampleOverview({
        trustpoints: exampleCounts({ all: 3, valid: 2, expired: 1, needsYou: 1 }),
        needsYou: [
          {
            trustpoint: waiting,
            cause: 'No Secret is set.',
            target: { kind: 'field', field: { policyId: 'branch', pointer: '/trustpoints/0/secret', label: 'Secret' } },
          },
        ],
      }),
    );
    await screen.findByRole('heading', { name: '1 trustpoint needs you' });
    const way = screen.getByRole('link', { name: 'Go to Secret of ap-7-eap' });
    expect(way.getAttribute('href')).toBe('/policies/branch#/trustpoints/0/secret');
  });

  it('says that nothing waits, and not that everything is valid, when some are empty', async () => {
    open(exampleOverview({ trustpoints: exampleCounts({ all: 5, valid: 3, empty: 1, revoked: 1 }) }));
    await screen.findByRole('heading', { name: 'All clear' });
    expect(
      screen.getByText(/^3 of 5 trustpoints hold a valid certificate, 1 is empty and 1 is revoked\./),
    ).toBeTruthy();
  });

  it('is not all clear while an alert waits, and is again once that is acknowledged', async () => {
    const overview = exampleOverview({ trustpoints: exampleCounts({ all: 1, valid: 1 }) });
    const { api, user } = open(overview, LAB_CA, alertPage(exampleAlert()));
    await screen.findByRole('heading', { name: '1 alert needs you' });
    const noted = exampleAlert({ acknowledgedAt: inDays(0) });
    api.replies['POST /alerts/alert-1/acknowledge'] = noted;
    api.replies['GET /alerts'] = alertPage(noted);
    await user.click(screen.getByRole('button', { name: /^Acknowledge/ }));
    await screen.findByRole('heading', { name: 'All clear' });
    expect(screen.getByRole('link', { name: '1 alert goes on, acknowledged' })).toBeTruthy();
    expect(screen.queryByText(/Nothing waits for you/)).toBeNull();
  });

  it('claims nothing about alerts that could not be read', async () => {
    const overview = exampleOverview({ trustpoints: exampleCounts({ all: 1, valid: 1 }) });
    open(overview, LAB_CA, createProblem('internal-error', 'The disk is full.'));
    await screen.findByRole('heading', { name: 'No trustpoint needs you' });
    expect(screen.getByRole('alert').textContent).toContain('Alerts could not be loaded.');
  });

  it('draws the expiry as bars and as a table', async () => {
    const weeks = [{ startsOn: '2026-11-23', needsYou: 2, renewalDue: 0, later: 3 }];
    const { user } = open(
      exampleOverview({ trustpoints: exampleCounts({ all: 1, valid: 1 }), expiry: { weeks, busiestDay: null } }),
    );
    expect((await screen.findByRole('img')).getAttribute('aria-label')).toContain('week of 23 Nov: 5');
    await user.click(screen.getByRole('button', { name: 'Show as table' }));
    expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['23 Nov 2026', '2', '0', '3']);
  });

  it('shows the first servers of many, and all on request', async () => {
    const servers = Array.from({ length: 41 }, (_, port) => {
      const { server } = exampleServer();
      return exampleServer({ server: { ...server, port: port + 1 } });
    });
    const { user } = open(exampleOverview({ trustpoints: exampleCounts({ all: 1, valid: 1 }), servers }));
    const section = await screen.findByRole('region', { name: 'CMP servers' });
    expect(within(section).getAllByRole('listitem')).toHaveLength(8);
    await user.click(within(section).getByRole('button', { name: 'Show all 41' }));
    expect(within(section).getAllByRole('listitem')).toHaveLength(41);
  });

  it.each([
    [exampleServer(), /Answers.*38 ms$/],
    [exampleServer({ running: 4, waiting: 12 }), /Answers.*4 of at most 4 running, 12 wait$/],
    [exampleServer({ running: 0, waiting: 1200 }), /38 ms1,200 wait$/],
    [
      exampleServer({
        circuit: { state: 'open', openSince: AT, openUntil: '2026-11-23T12:05:00Z', failures: 5 },
        lastContact: { answers: false, at: AT, since: AT, durationMs: null, problem: 'connection refused' },
      }),
      /Unavailable.*11:51.*Connection refused5 failures in a row\. Not asked before 12:05\.$/,
    ],
    [
      exampleServer({ circuit: { state: 'half-open', openSince: AT, openUntil: null, failures: 5 } }),
      /Unavailable.*The next enrollment finds out whether it answers again\.$/,
    ],
    [
      exampleServer({ circuit: { state: 'half-open', openSince: AT, openUntil: null, failures: 5 }, running: 1 }),
      /Asked again.*One enrollment finds out whether it answers again\.1 running$/,
    ],
  ])('says of a server how it is, and what the console does about it', async (server, words) => {
    open(exampleOverview({ trustpoints: exampleCounts({ all: 1, valid: 1 }), servers: [server] }));
    const section = await screen.findByRole('region', { name: 'CMP servers' });
    expect(within(section).getByRole('listitem').textContent).toMatch(words);
  });
});

const AT = '2026-11-23T11:51:40Z';
