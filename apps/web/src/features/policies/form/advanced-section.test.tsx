import type { Policy } from '@crypto-cmp/api';
import { DEFAULT_ADVANCED_SETTINGS, withAdvancedSettings } from '@crypto-cmp/policy';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { examplePolicy } from '../../../../test/example-policy.ts';
import { createFakeServer } from '../../../../test/fake-server.ts';
import { renderApp } from '../../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function openForm(change: Partial<Policy> = {}, hash = '') {
  const server = createFakeServer(examplePolicy(1, change));
  const app = renderApp(`/policies/branch${hash}`, server);
  await screen.findByRole('heading', { name: 'Edit branch-aps' });
  return { server, ...app };
}

const part = () => screen.getByRole('region', { name: 'Advanced' });
const show = () => within(part()).getByRole('button', { name: 'Show advanced settings' });
const save = async () => (await screen.findByRole('button', { name: 'Save policy' })).click();

describe('the advanced part', () => {
  it('is closed where everything is as usual, and says so', async () => {
    await openForm();
    expect(part().textContent).toContain('PBM with SHA-256, signed answers accepted. All defaults.');
    expect(show().getAttribute('aria-expanded')).toBe('false');
    expect(within(part()).queryByRole('spinbutton')).toBeNull();
  });

  it('opens by itself where something differs, and says how much', async () => {
    await openForm({
      advanced: withAdvancedSettings({
        protection: { kind: 'pbmac1', iterations: 5000 },
        messages: { certProfile: 'x' },
      }),
    });
    expect(part().textContent).toContain('3 settings differ from the defaults.');
    expect((await screen.findByRole<HTMLInputElement>('spinbutton', { name: 'Iterations' })).value).toBe('5000');
  });

  it('saves what was chosen in it, numbers as numbers and nothing as null', async () => {
    const { user, server } = await openForm();
    await user.click(show());
    await user.click(await screen.findByRole('radio', { name: 'PBMAC1' }));
    await user.click(screen.getByRole('switch', { name: 'Unprotected refusals' }));
    await user.type(screen.getByRole('spinbutton', { name: /^One message/ }), '12');
    await user.type(screen.getByRole('textbox', { name: /^Expected sender/ }), 'CN=CA');
    await user.click(screen.getByRole('combobox', { name: 'First enrollment' }));
    await user.click(screen.getByRole('option', { name: /^p10cr/ }));
    await save();
    await waitFor(() =>
      expect(server.written.at(-1)?.advanced).toEqual(
        withAdvancedSettings({
          messages: { firstMessage: 'p10cr' },
          protection: { kind: 'pbmac1' },
          acceptance: { unprotectedErrors: true, sender: 'CN=CA' },
          timeouts: { messageSeconds: 12 },
        }),
      ),
    );
  });

  it('opens at an error in it, which the summary leads to', async () => {
    const { user } = await openForm();
    await user.click(show());
    const proxy = await screen.findByRole('textbox', { name: /^Proxy/ });
    await user.type(proxy, 'proxy.example.net:3128');
    await user.click(within(part()).getByRole('button', { name: 'Hide advanced settings' }));
    await save();
    const summary = await screen.findByRole('alert');
    expect(summary.textContent).toContain('Advanced, Proxy');
    expect(part().textContent).toContain('1 field to correct');
    expect((await screen.findByRole('textbox', { name: /^Proxy/ })).getAttribute('aria-invalid')).toBe('true');
  });

  it('names a TLS trust anchor that is none at its field', async () => {
    const { user } = await openForm();
    await user.click(show());
    await user.type(await screen.findByRole('textbox', { name: /^TLS trust anchors/ }), 'no certificate');
    await save();
    expect(await within(part()).findByText(/^No certificate in PEM/)).toBeDefined();
    expect((await screen.findByRole('alert')).textContent).toContain('Advanced, TLS trust anchors');
  });

  it('fills in a preset, shows what it has changed, and takes it back', async () => {
    const { user, server } = await openForm();
    await user.click(show());
    await user.click(await screen.findByRole('combobox', { name: 'Kind of CA' }));
    await user.click(screen.getByRole('option', { name: /^Lightweight CMP profile/ }));
    expect((await screen.findByText(/^It has changed 2 fields/)).textContent).toMatch(
      /MAC kind.*PBM is now PBMAC1.*Signed answers.*on is now off/,
    );
    const signed = screen.getByRole<HTMLInputElement>('switch', { name: 'Signed answers' });
    expect(signed.checked).toBe(false);
    await user.click(within(part()).getByRole('button', { name: 'Undo' }));
    expect(part().textContent).toContain('All defaults.');
    expect(signed.checked).toBe(true);
    await user.type(screen.getByRole('textbox', { name: /^Description/ }), '.');
    await save();
    await waitFor(() => expect(server.written.at(-1)?.advanced).toEqual(DEFAULT_ADVANCED_SETTINGS));
  });

  it('says what is weak, beside the field and in one list, and saves all the same', async () => {
    const { user, server } = await openForm({ advanced: withAdvancedSettings({ protection: { hash: 'sha1' } }) });
    const list = await screen.findByRole('region', { name: 'Worth a look' });
    expect(list.textContent).toContain('Advanced, Hash: SHA-1 is outdated');
    const hash = await screen.findByRole('combobox', { name: 'Hash' });
    expect(document.getElementById(`${hash.id}:warning`)?.textContent).toMatch(/^SHA-1 is outdated/);
    await user.click(within(list).getByRole('link', { name: 'Advanced, Hash' }));
    await waitFor(() => expect(document.activeElement).toBe(hash));
    await user.type(screen.getByRole('textbox', { name: /^Description/ }), '.');
    await save();
    await waitFor(() => expect(server.written).toHaveLength(1));
  });

  it('opens for a link to a field in it', async () => {
    await openForm({}, '#/advanced/acceptance/maxIterations');
    const field = await screen.findByRole('spinbutton', { name: 'Most iterations' });
    await waitFor(() => expect(document.activeElement).toBe(field));
  });
});
