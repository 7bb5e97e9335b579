import { createProblem } from '@crypto-cmp/api';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { exampleEnrollment } from '../../../test/example-enrollment.ts';
import { exampleTrustpoint, inDays } from '../../../test/example-trustpoint.ts';
import { createFakeApi } from '../../../test/fake-api.ts';
import { renderApp } from '../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(trustpoint = exampleTrustpoint()) {
  const api = createFakeApi({
    'GET /trustpoints/ap-7': trustpoint,
    'POST /trustpoints/ap-7/enrollments': exampleEnrollment({ id: 'run-1' }),
  });
  const app = renderApp('/trustpoints/ap-7', api);
  await screen.findByRole('heading', { name: 'ap-7-eap' });
  const started = () => api.calls.filter(({ call }) => call.startsWith('POST')).map(({ body }) => body);
  return { api, started, ...app };
}

const empty = exampleTrustpoint({ state: 'empty', certificate: null, renewal: null });

describe('enrolling', () => {
  it('acts at once when there is nothing to replace', async () => {
    const { user, started, router } = await open(empty);
    await user.click(screen.getByRole('button', { name: 'Enroll' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/enrollments/run-1'));
    expect(started()).toEqual([{ operation: 'enroll' }]);
  });

  it('names what will be replaced before it replaces a working certificate', async () => {
    const { user, started } = await open();
    await user.click(screen.getByRole('button', { name: 'Renew…' }));
    expect(screen.getByRole('dialog', { name: 'Renew ap-7-eap?' }).textContent).toMatch(
      /The certificate in use, valid until .* is replaced by a new one/,
    );
    expect(started()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Renew' }));
    await waitFor(() => expect(started()).toEqual([{ operation: 'renew' }]));
  });

  it('keeps the certificate when the question is answered so', async () => {
    const { user, started } = await open();
    await user.click(screen.getByRole('button', { name: 'Enroll anew…' }));
    await user.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(started()).toEqual([]);
  });

  it('leads to the enrollment that runs already', async () => {
    const { api, user, router } = await open(empty);
    api.replies['POST /trustpoints/ap-7/enrollments'] = createProblem('enrollment-running', 'It runs.', {
      enrollmentId: 'run-9',
    });
    await user.click(screen.getByRole('button', { name: 'Enroll' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/enrollments/run-9'));
  });

  it('says why when the console cannot start it', async () => {
    const { api, user } = await open(empty);
    api.replies['POST /trustpoints/ap-7/enrollments'] = createProblem('enrollment-not-possible', 'No Secret is set.');
    await user.click(screen.getByRole('button', { name: 'Enroll' }));
    expect((await screen.findByRole('alert')).textContent).toContain('No Secret is set.');
  });
});

it('offers the certificate as PEM, DER and chain', async () => {
  await open();
  const links = ['PEM', 'DER', 'Chain'].map((name) =>
    screen.getByRole('link', { name: `Download ${name} of ap-7-eap` }).getAttribute('href'),
  );
  expect(links).toEqual(
    ['pem', 'der', 'chain'].map((format) => `/api/v1/trustpoints/ap-7/certificate?format=${format}`),
  );
});

it('does not call a chain complete that has a signature nobody could verify', async () => {
  const item = { subject: 'CN=x', key: 'EC P-256', notAfter: inDays(40) };
  await open(
    exampleTrustpoint({
      chain: {
        complete: false,
        items: [
          { ...item, role: 'end-entity', displayName: 'ap-7', sha256: 'a', signatureVerified: false },
          { ...item, role: 'intermediate', displayName: 'Network CA', sha256: 'b', signatureVerified: null },
        ],
      },
    }),
  );
  expect(screen.getByText('not complete')).toBeTruthy();
  expect(screen.getByText('signature not verified')).toBeTruthy();
});

describe('the news', () => {
  const lastFailure = {
    enrollmentId: 'run-1',
    at: inDays(-1),
    operation: 'renew',
    kind: 'transport',
    code: 'connection-refused',
    title: 'Connection refused',
    retryCanCure: true,
    nextTryAt: inDays(1),
  } as const;

  it('warns only where a person must act', async () => {
    await open(exampleTrustpoint({ state: 'renewal-due', needsYou: false, lastFailure }));
    const toneOf = () => screen.getByText(/tried again by itself/).parentElement?.dataset['tone'];
    expect(toneOf()).toBeUndefined();
    cleanup();
    await open(exampleTrustpoint({ state: 'overdue', needsYou: true, lastFailure }));
    expect(toneOf()).toBe('warn');
  });

  it('says of a renewal that waits that it waits, and why the one before failed', async () => {
    const runningEnrollment = {
      id: 'run-2',
      operation: 'renew',
      state: 'queued',
      startedAt: inDays(0),
      nextStepAt: null,
    } as const;
    await open(exampleTrustpoint({ state: 'overdue', needsYou: true, lastFailure, runningEnrollment }));
    expect(screen.getByText('A renewal waits in the queue').parentElement?.textContent).toMatch(
      /A renewal waits in the queue, started at .* UTC\. The one before failed .* UTC: Connection refused\.$/,
    );
    expect(screen.getByRole('region', { name: 'Lifetime' }).textContent).toContain('A renewal waits in the queue.');
  });
});
