import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { examplePolicy } from '../../../test/example-policy.ts';
import { createFakeServer } from '../../../test/fake-server.ts';
import { renderApp } from '../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function openList(count: number, address = '/policies') {
  const policies = Array.from({ length: count }, (_, index) => {
    const number = String(index).padStart(3, '0');
    return examplePolicy(1, { id: `id-${number}`, name: `site-${number}` });
  });
  const server = createFakeServer(...policies);
  return { server, ...renderApp(address, server) };
}

const names = () => screen.getAllByRole('link', { name: /^site-/ }).map(({ textContent }) => textContent);

describe('the list of policies', () => {
  it('keeps search and sort in the address', async () => {
    const { user, router } = openList(12);
    await waitFor(() => expect(names()).toHaveLength(12));

    await user.type(screen.getByRole('searchbox'), 'site-01');
    await waitFor(() => expect(names()).toEqual(['site-010', 'site-011']));
    await user.click(screen.getByRole('button', { name: 'Name' }));
    await waitFor(() => expect(names()).toEqual(['site-011', 'site-010']));

    expect(router.state.location.href).toBe('/policies?q=site-01&sort=-name');
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending');
  });

  it('opens as its address says', async () => {
    openList(12, '/policies?q=site-01&sort=-name');
    await waitFor(() => expect(names()).toEqual(['site-011', 'site-010']));
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('site-01');
  });

  it('drops what no address of this page can mean', async () => {
    openList(2, '/policies?sort=colour&x=1');
    await waitFor(() => expect(names()).toEqual(['site-000', 'site-001']));
  });

  it('turns pages, and back goes back', async () => {
    const { user, router } = openList(120);
    await screen.findByText('1 to 50 of 120');
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('51 to 100 of 120');
    expect(names()[0]).toBe('site-050');
    router.history.back();
    await screen.findByText('1 to 50 of 120');
  });

  it('says why it is empty, and what to do', async () => {
    const { user } = openList(3, '/policies?q=nothing');
    await screen.findByText('No policy matches “nothing”');
    await user.click(screen.getByRole('button', { name: 'Show all policies' }));
    await waitFor(() => expect(names()).toHaveLength(3));
  });

  it('keeps its frame when it cannot be loaded, and tries again', async () => {
    const server = createFakeServer(examplePolicy(1, { name: 'site-000' }));
    const { user } = renderApp('/policies', {
      ...server,
      fetch: () => Promise.resolve(new Response('', { status: 502 })),
    });
    await screen.findByText('Policies could not be loaded.');
    expect(screen.getByRole('heading', { name: 'Policies' })).toBeTruthy();
    vi.stubGlobal('fetch', server.fetch);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(names()).toEqual(['site-000']));
  });
});

describe('the menu of a row', () => {
  it('deletes after asking, and says first what uses the policy', async () => {
    const { user, server } = openList(2);
    await user.click(await screen.findByRole('button', { name: 'Actions for site-001' }));
    await user.click(screen.getByRole('menuitem', { name: 'Delete…' }));
    await user.click(screen.getByRole('button', { name: 'Delete policy' }));

    const dialog = await screen.findByRole('dialog', { name: /^site-001 is in use/ });
    expect(within(dialog).getByRole('link', { name: 'ap-1-eap' })).toBeTruthy();
    expect(server.policies.size).toBe(2);
    await user.click(within(dialog).getByRole('button', { name: 'Delete with its certificates' }));

    await waitFor(() => expect(names()).toEqual(['site-000']));
    expect(server.policies.has('id-001')).toBe(false);
  });

  it('renames, with every Secret kept; a name that is taken is told at the field', async () => {
    const { user, server } = openList(2);
    await user.click(await screen.findByRole('button', { name: 'Actions for site-001' }));
    await user.click(screen.getByRole('menuitem', { name: 'Rename' }));
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'site-000{Enter}');
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));

    await user.type(name, '-b{Enter}');
    await waitFor(() => expect(names()).toEqual(['site-000', 'site-000-b']));
    expect(server.written[0]?.trustpoints[0]?.secret).toEqual({ action: 'keep' });
  });

  it('works by keys, and gives the focus back', async () => {
    const { user } = openList(1);
    const button = await screen.findByRole('button', { name: 'Actions for site-000' });
    button.focus();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Copy' }));
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Delete…' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button);
  });
});
