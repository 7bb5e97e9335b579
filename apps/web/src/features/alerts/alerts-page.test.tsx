import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { alertPage, exampleAlert, exampleDelivery } from '../../../test/example-alert.ts';
import { createFakeApi, onePage } from '../../../test/fake-api.ts';
import { renderApp } from '../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(address: string, replies: Record<string, unknown>) {
  const api = createFakeApi(replies);
  return { api, ...renderApp(address, api) };
}

describe('the bell', () => {
  it('counts what is open and nobody has acknowledged', async () => {
    const noted = exampleAlert({ id: 'noted', acknowledgedAt: '2026-11-23T11:50:00Z' });
    open('/alerts', { 'GET /alerts': alertPage(exampleAlert(), noted) });
    expect(await screen.findByRole('link', { name: 'Alerts 1 needs you' })).toBeTruthy();
    expect(screen.getByText('2 open, 1 of them acknowledged. Times are UTC.')).toBeTruthy();
  });

  it('is silent once the last one is acknowledged', async () => {
    const alert = exampleAlert();
    const { api, user } = open('/alerts', { 'GET /alerts': alertPage(alert) });
    const noted = { ...alert, acknowledgedAt: '2026-11-23T11:50:00Z' };
    const button = await screen.findByRole('button', { name: `Acknowledge ${alert.title}` });
    api.replies['POST /alerts/alert-1/acknowledge'] = noted;
    api.replies['GET /alerts'] = alertPage(noted);
    await user.click(button);
    expect(await screen.findByText('1 open, and acknowledged. Times are UTC.')).toBeTruthy();
    expect(screen.queryByRole('link', { name: /need/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Acknowledge/ })).toBeNull();
  });
});

describe('an alert', () => {
  it.each([
    ['the policies of a server', exampleAlert(), 'See policies', '/policies?q=ca1.pki.example.net'],
    ['the failed enrollment', failedAlert('enrollment-failed'), 'See failure of ap-7-eap', '/enrollments/run-1'],
    ['the failed ones', failedAlert('enrollment-failed', 2), 'See failures', '/enrollments?state=failed'],
    ['the trustpoint', failedAlert('certificate-expired'), 'See trustpoint ap-7-eap', '/trustpoints/ap-7'],
    [
      'those of a policy',
      failedAlert('certificate-expired', 2),
      'See trustpoints',
      '/trustpoints?state=expired&policy=branch',
    ],
  ])('leads to %s', async (_, alert, name, address) => {
    open('/alerts', { 'GET /alerts': alertPage(alert) });
    expect((await screen.findByRole('link', { name })).getAttribute('href')).toBe(address);
  });

  it('says what to do, whom it affects and who was told', async () => {
    open('/alerts/alert-1', {
      'GET /alerts/alert-1': failedAlert('enrollment-failed'),
      'GET /alerts': alertPage(),
      'GET /alert-deliveries': onePage([exampleDelivery()]),
    });
    const todo = await screen.findByRole('region', { name: 'What to do' });
    expect(todo.textContent).toContain('Ask its operators');
    expect(
      within(screen.getByRole('region', { name: 'Trustpoints' })).getByRole('link', { name: 'ap-7-eap' }),
    ).toBeTruthy();
    await waitFor(() => expect(screen.getByRole('region', { name: 'Messages' }).textContent).toContain('Delivered'));
  });

  it('that is over says so, and offers nothing to acknowledge', async () => {
    const over = { state: 'ended', endedAt: '2026-11-23T11:55:00Z', endReason: 'cured' } as const;
    open('/alerts/alert-1', { 'GET /alerts/alert-1': exampleAlert(over), 'GET /alerts': alertPage() });
    expect(await screen.findByText(/after 6 min\. The cause is gone\.$/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Acknowledge' })).toBeNull();
  });
});

function failedAlert(kind: 'enrollment-failed' | 'certificate-expired', count = 1) {
  const policy = { id: 'branch', name: 'branch-aps' };
  const affected = {
    trustpoint: { id: 'ap-7', name: 'ap-7-eap' },
    policy,
    enrollmentId: 'run-1',
    since: '2026-11-23T11:49:00Z',
    endedAt: null,
  };
  return exampleAlert({ kind, subject: { type: 'policy', policy }, affected: { count, first: [affected] } });
}
