import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { createProblem } from '@crypto-cmp/api';
import { check, exampleEnrollment, exampleFailure, exampleMessage } from '../../../test/example-enrollment.ts';
import { inDays } from '../../../test/example-trustpoint.ts';
import { createFakeApi } from '../../../test/fake-api.ts';
import { renderApp } from '../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const failed = exampleEnrollment({
  state: 'failed',
  canCancel: false,
  endedAt: '2026-11-23T11:51:42Z',
  messages: [
    exampleMessage(1, 'ir'),
    exampleMessage(2, 'error', { checks: [check('pvno'), check('mac', 'failed', 'it differs')] }),
  ],
  failure: exampleFailure(),
});

async function open(enrollment = failed) {
  const api = createFakeApi({ [`GET /enrollments/${enrollment.id}`]: enrollment });
  const app = renderApp(`/enrollments/${enrollment.id}`, api);
  await screen.findByRole('list', { name: 'Messages, oldest first' });
  return { api, ...app };
}

describe('a failure', () => {
  it('is explained first, with a link to the very field of the policy', async () => {
    await open();
    const card = screen.getByRole('region', { name: 'The CA does not accept the Secret or the Reference ID' });
    const link = within(card).getByRole('link', { name: 'Go to Secret' });
    expect(link.getAttribute('href')).toBe('/policies/branch#/trustpoints/0/secret');
  });

  it('shows what an unprotected answer claims as text, and that nobody has proven it', async () => {
    await open({
      ...failed,
      failure: exampleFailure({
        claim: {
          authenticated: false,
          status: 'rejection',
          failInfo: ['badMessageCheck'],
          statusString: ['<b>hello</b>'],
          errorCode: null,
          errorDetails: [],
        },
      }),
    });
    expect(screen.getByText(/The sender is not proven/)).toBeTruthy();
    expect(screen.getByText('<b>hello</b>')).toBeTruthy();
  });

  it('says what still works, and until when', async () => {
    await open({ ...failed, replaces: { ...certificate, notAfter: inDays(5.5) } });
    expect(screen.getByText(/^The old certificate stays in use until .*, in 5 days\.$/)).toBeTruthy();
  });

  it('lists the check that failed before those that passed', async () => {
    await open();
    const checks = screen.getByRole('region', { name: 'Checks on error' });
    expect(within(checks).getAllByRole('listitem')[0]?.textContent).toBe('Failedmacit differs');
  });

  it('can be tried again, and leads to the new enrollment', async () => {
    const { api, user, router } = await open();
    api.replies['POST /trustpoints/ap-58/enrollments'] = exampleEnrollment({ id: 'run-2' });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/enrollments/run-2'));
    expect(api.calls.findLast(({ call }) => call.startsWith('POST'))?.body).toEqual({ operation: 'enroll' });
  });

  it('leads to the enrollment that runs already instead of failing again', async () => {
    const { api, user, router } = await open();
    api.replies['POST /trustpoints/ap-58/enrollments'] = createProblem('enrollment-running', 'It runs.', {
      enrollmentId: 'run-3',
    });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/enrollments/run-3'));
  });
});

describe('a running enrollment', () => {
  const running = exampleEnrollment({ messages: [exampleMessage(1, 'ir')] });

  it('offers no certificate to look at, and can be canceled after a question', async () => {
    const { api, user } = await open(running);
    expect(screen.queryByRole('link', { name: 'See the certificate' })).toBeNull();
    api.replies['POST /enrollments/run-1/cancel'] = { ...running, state: 'canceled', canCancel: false };
    await user.click(screen.getByRole('button', { name: 'Cancel…' }));
    expect(api.calls.some(({ call }) => call.endsWith('/cancel'))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Cancel enrollment' }));
    expect(await screen.findByText('Canceled')).toBeTruthy();
  });
});

const certificate = {
  subject: 'CN=ap-58',
  issuer: 'CN=CA',
  serialNumber: '01',
  notBefore: inDays(-80),
  notAfter: inDays(40),
  sha256: '00',
};
