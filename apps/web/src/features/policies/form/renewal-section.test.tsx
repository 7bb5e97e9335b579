import { cleanup, screen, waitFor } from '@testing-library/react';
import type { Policy } from '@crypto-cmp/api';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { examplePolicy } from '../../../../test/example-policy.ts';
import { createFakeServer } from '../../../../test/fake-server.ts';
import { renderApp } from '../../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const night = { days: ['saturday' as const], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };

async function openForm(change: Partial<Policy> = {}) {
  const server = createFakeServer(examplePolicy(1, change));
  const app = renderApp('/policies/branch', server);
  await screen.findByRole('heading', { name: 'Edit branch-aps' });
  return { server, ...app };
}

const from = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'From' });
const to = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'To' });
const zone = () => screen.findByRole<HTMLInputElement>('combobox', { name: 'Time zone' });
const day = (name: string) => screen.findByRole<HTMLInputElement>('checkbox', { name });
const press = async (name: string) => (await screen.findByRole('button', { name })).click();

describe('the renewal window', () => {
  it('is none until hours are asked for, and then what was chosen is saved', async () => {
    const { user, server } = await openForm();
    expect(screen.queryByRole('textbox', { name: 'From' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Certain hours' }));
    await user.clear(await from());
    await user.type(await from(), '2130');
    await user.clear(await to());
    await user.type(await to(), '6');
    await user.click(await day('Sunday'));
    await user.click(await day('Wednesday'));
    await user.clear(await zone());
    await user.type(await zone(), 'new york');
    await user.keyboard('{ArrowDown}{Enter}');
    expect((await zone()).value).toBe('America/New_York');
    await press('Save policy');

    await waitFor(() =>
      expect(server.written.at(-1)?.renewalWindow).toEqual({
        days: ['wednesday', 'saturday'],
        from: '21:30',
        to: '06:00',
        timeZone: 'America/New_York',
      }),
    );
  });

  it('says when it opens, and which renewals do not wait for it', async () => {
    await openForm({ renewalWindow: night });
    const twin = await screen.findByText(/^Open(s next| now)/);
    expect(twin.textContent).toMatch(/^Open(s next Sat|.*until Sun) .* CES?T \((Sun )?\d\d:\d\d UTC\)/);
    expect(screen.getByText(/before half of the lead time \(7 days\) is over/)).toBeDefined();
  });

  it('warns of a lead time that is too short for it', async () => {
    const { user } = await openForm({ renewalWindow: night });
    await from();
    await user.clear(screen.getByRole('spinbutton', { name: /^Certificate Renewal Timeout/ }));
    await user.type(screen.getByRole('spinbutton', { name: /^Certificate Renewal Timeout/ }), '5');
    expect(await screen.findByText(/shut for up to 6 days 18 h.* 14 days or more/)).toBeDefined();
  });

  it('is refused at its fields', async () => {
    const { user } = await openForm({ renewalWindow: night });
    await user.click(await day('Saturday'));
    await user.clear(await from());
    await user.type(await from(), '25:00');
    await user.clear(await zone());
    await user.type(await zone(), 'Europe/Bielefeld');
    await press('Save policy');

    const summary = await screen.findByRole('alert');
    await waitFor(() => expect(summary.textContent).toContain('3 fields to correct'));
    expect(summary.textContent).toMatch(/Renewal window, Days.*Renewal window, From.*Renewal window, Time zone/);
    expect((await from()).getAttribute('aria-invalid')).toBe('true');
    expect((await zone()).getAttribute('aria-invalid')).toBe('true');
    expect((await day('Monday')).getAttribute('aria-invalid')).toBe('true');
  });

  it('goes away with one press, and comes back as it was typed', async () => {
    const { user, server } = await openForm({ renewalWindow: night });
    await from();
    await user.click(screen.getByRole('radio', { name: 'Any time' }));
    await user.click(screen.getByRole('radio', { name: 'Certain hours' }));
    expect((await from()).value).toBe('22:00');
    await user.click(screen.getByRole('radio', { name: 'Any time' }));
    await press('Save policy');
    await waitFor(() => expect(server.written.at(-1)?.renewalWindow).toBeNull());
  });
});

it('warns of certificates that live no longer than the lead time', async () => {
  const { user } = await openForm({ certificateRenewalTimeout: 60 });
  expect(screen.queryByText(/two thirds of the life/)).toBeNull();
  cleanup();
  const [trustpoint] = examplePolicy(1).trustpoints;
  if (trustpoint === undefined) throw new Error('expected a trustpoint');
  const short = { ...trustpoint, notBefore: '2026-11-20T00:00:00.000Z', notAfter: '2026-11-30T00:00:00.000Z' };
  await openForm({ trustpoints: [short] });
  expect(await screen.findByText(/^The certificate of ap-1-eap lives no longer than this lead time/)).toBeDefined();
  const timeout = screen.getByRole('spinbutton', { name: /^Certificate Renewal Timeout/ });
  await user.clear(timeout);
  await user.type(timeout, '3');
  await waitFor(() => expect(screen.queryByText(/two thirds of the life/)).toBeNull());
});
