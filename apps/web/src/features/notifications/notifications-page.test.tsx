import { createProblem, createValidationProblem } from '@crypto-cmp/api';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { emailChannel, exampleDelivery, exampleRules, webhookChannel } from '../../../test/example-alert.ts';
import { createFakeApi, onePage } from '../../../test/fake-api.ts';
import { renderApp } from '../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const problem = {
  code: 'connection-refused',
  cause: 'mail.example.net:587 refused the connection.',
  fix: 'Look whether the mail server runs.',
  answer: '<b>no</b>',
} as const;

function open(replies: Record<string, unknown> = {}) {
  const api = createFakeApi({
    'GET /alert-rules': exampleRules(),
    'GET /alert-channels': { items: [emailChannel, webhookChannel] },
    'GET /alert-deliveries': onePage([]),
    ...replies,
  });
  return { api, ...renderApp('/settings/notifications', api) };
}

const lastBody = (api: ReturnType<typeof createFakeApi>, call: string) =>
  api.calls.findLast((sent) => sent.call === call)?.body;

describe('alert rules', () => {
  it('say when they begin, whom they tell and how often', async () => {
    open();
    const rules = await screen.findByRole('region', { name: 'Alert rules' });
    await within(rules).findByText(', after 10 min');
    const words = within(rules)
      .getAllByRole('listitem')
      .map((rule) => rule.textContent);
    expect(words[1]).toContain('Certificate expires soon, 7 days before');
    expect(words[1]).toContain('Bell, all channelsEvery day, at most 3 repeats, and its end');
  });

  it('are switched off with one press, and stay on where that fails', async () => {
    const { api, user } = open();
    api.replies['PUT /alert-rules/ca-server-down'] = createProblem('internal-error', 'The disk is full.');
    const turn = await screen.findByRole('switch', { name: 'CMP server does not answer: on' });
    await user.click(turn);
    expect(lastBody(api, 'PUT /alert-rules/ca-server-down')).toEqual({
      kind: 'ca-server-down',
      minutes: 10,
      enabled: false,
      channels: { mode: 'all' },
      repeat: null,
      notifyEnd: true,
    });
    expect((await screen.findByRole('alert')).textContent).toBe('It is still on. The disk is full.');
    expect(turn).toHaveProperty('checked', true);
  });

  it('are written in a dialog, which sends only what is right', async () => {
    const { api, user } = open();
    api.replies['PUT /alert-rules/certificate-expiring'] = exampleRules().items[1];
    await user.click(await screen.findByRole('button', { name: 'Edit Certificate expires soon' }));
    const dialog = screen.getByRole('dialog', { name: 'Certificate expires soon' });
    const days = within(dialog).getByRole('spinbutton', { name: 'Before expiry' });
    await user.clear(days);
    await user.type(days, '400');
    await user.click(within(dialog).getByRole('button', { name: 'Save rule' }));
    expect(await within(dialog).findByText('400 is above 365. Enter 1 to 365 days')).toBeTruthy();
    expect(lastBody(api, 'PUT /alert-rules/certificate-expiring')).toBeUndefined();

    await user.clear(days);
    await user.type(days, '21');
    await user.click(within(dialog).getByRole('radio', { name: 'Chosen' }));
    await user.click(within(dialog).getByRole('checkbox', { name: 'chat' }));
    await user.click(within(dialog).getByRole('radio', { name: 'One' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save rule' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(lastBody(api, 'PUT /alert-rules/certificate-expiring')).toEqual({
      kind: 'certificate-expiring',
      days: 21,
      enabled: true,
      channels: { mode: 'chosen', channelIds: ['hook'] },
      repeat: null,
      notifyEnd: true,
    });
  });

  it('ask before what was typed is lost', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Edit Certificate expires soon' }));
    await user.click(screen.getByRole('switch', { name: 'Tell the end' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Stay' }));
    expect(screen.getByRole('switch', { name: 'Tell the end' })).toHaveProperty('checked', false);
  });
});

describe('channels', () => {
  it('say how a test fared, with the way out, and show the words of the server as text', async () => {
    const { api, user } = open();
    api.replies['POST /alert-channels/test'] = {
      outcome: 'failed',
      startedAt: '2026-11-23T11:52:04Z',
      durationMs: 12,
      summary: problem.cause,
      problem,
      recipients: [],
    };
    await user.click(await screen.findByRole('button', { name: 'Send test over operators' }));
    const dialog = await screen.findByRole('dialog', { name: 'The test message was not delivered' });
    expect(dialog.textContent).toContain(problem.cause + problem.fix);
    expect(within(dialog).getByText('<b>no</b>')).toBeTruthy();
    expect(lastBody(api, 'POST /alert-channels/test')).toEqual({ kind: 'saved', id: 'mail' });
  });

  it('are deleted after a question that says which rules lose them', async () => {
    const { api, user } = open();
    api.replies['DELETE /alert-channels/mail'] = {};
    await user.click(await screen.findByRole('button', { name: 'Actions for operators' }));
    await user.click(screen.getByRole('menuitem', { name: 'Delete…' }));
    const dialog = screen.getByRole('dialog', { name: 'Delete operators?' });
    expect(dialog.textContent).toContain('These rules write to it no more: CMP server does not answer.');
    await user.click(within(dialog).getByRole('button', { name: 'Delete channel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.calls.some(({ call }) => call === 'DELETE /alert-channels/mail')).toBe(true);
  });

  it('show why a message did not arrive', async () => {
    open({ 'GET /alert-deliveries': onePage([exampleDelivery({ state: 'failed', problem })]) });
    const list = await screen.findByRole('list', { name: 'Deliveries, newest first' });
    expect(list.textContent).toContain(`Not delivered`);
    expect(list.textContent).toContain(`${problem.cause} ${problem.fix}`);
  });
});

describe('a channel', () => {
  function edit(replies: Record<string, unknown> = {}) {
    const api = createFakeApi({ 'GET /alert-channels/mail': emailChannel, ...replies });
    return { api, ...renderApp('/settings/notifications/channels/mail', api) };
  }

  it('keeps its password unless a new one is typed', async () => {
    const { api, user } = edit({ 'PUT /alert-channels/mail': { ...emailChannel, version: 3, name: 'ops' } });
    const name = await screen.findByLabelText('Name');
    await user.clear(name);
    await user.type(name, 'ops');
    await user.click(screen.getByRole('button', { name: 'Save channel' }));
    await waitFor(() => expect(lastBody(api, 'PUT /alert-channels/mail')).toMatchObject({ name: 'ops' }));
    expect(lastBody(api, 'PUT /alert-channels/mail')).toMatchObject({ password: { action: 'keep' } });
    expect(await screen.findByRole('heading', { name: 'Edit ops' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Unsaved changes' })).toBeNull();
  });

  it('wants the password again where it would go to another server', async () => {
    const { api, user } = edit();
    const host = await screen.findByLabelText('Host');
    await user.clear(host);
    await user.type(host, 'elsewhere.example.net');
    await user.click(screen.getByRole('button', { name: 'Save channel' }));
    const summary = await screen.findByRole('alert');
    expect(summary.textContent).toContain('1 field to correct before saving');
    expect(within(summary).getByRole('link', { name: 'Password' })).toBeTruthy();
    expect(lastBody(api, 'PUT /alert-channels/mail')).toBeUndefined();
  });

  it('shows at the field what only the server could find', async () => {
    const { user } = edit({
      'PUT /alert-channels/mail': createValidationProblem([
        { pointer: '/name', code: 'name-taken', message: 'Another channel has this name' },
      ]),
    });
    await user.type(await screen.findByLabelText('Name'), '2');
    await user.click(screen.getByRole('button', { name: 'Save channel' }));
    expect(await screen.findAllByText(/nother channel has this name/)).toHaveLength(2);
    expect(screen.getByLabelText('Name').getAttribute('aria-invalid')).toBe('true');
  });

  it('is tested as it stands in the form', async () => {
    const { api, user } = edit({
      'POST /alert-channels/test': {
        outcome: 'delivered',
        startedAt: '2026-11-23T11:52:04Z',
        durationMs: 12,
        summary: 'mail.example.net took the message for 1 recipient.',
        problem: null,
        recipients: [{ address: 'operators@example.net', accepted: true, answer: null }],
      },
    });
    await user.type(await screen.findByLabelText('To'), '\nsecond@example.net');
    await user.click(screen.getByRole('button', { name: 'Send test over operators' }));
    await screen.findByRole('dialog', { name: 'The test message is delivered' });
    expect(lastBody(api, 'POST /alert-channels/test')).toMatchObject({
      kind: 'unsaved',
      id: 'mail',
      channel: { to: ['operators@example.net', 'second@example.net'], password: { action: 'keep' } },
    });
  });
});
