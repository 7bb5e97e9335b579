import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { examplePolicy } from '../../../../test/example-policy.ts';
import { createFakeServer } from '../../../../test/fake-server.ts';
import { renderApp } from '../../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function openForm({ trustpoints = 1, hash = '' } = {}) {
  const server = createFakeServer(examplePolicy(trustpoints));
  const app = renderApp(`/policies/branch${hash}`, server);
  await screen.findByRole('heading', { name: 'Edit branch-aps' });
  return { server, ...app };
}

const field = (label: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name: label });
const save = () => screen.findByRole('button', { name: 'Save policy' });

describe('a field', () => {
  it('is judged when it is left, not while it is typed for the first time', async () => {
    const { user } = await openForm();
    const sanValue = field('SAN Value');
    await user.clear(sanValue);
    await user.type(sanValue, 'not a host');
    expect(sanValue.getAttribute('aria-invalid')).toBeNull();

    await user.tab();
    await waitFor(() => expect(sanValue.getAttribute('aria-invalid')).toBe('true'));
    expect(describedBy(sanValue)).toMatch(/^Not a host name/);
  });

  it('is judged at each key once it is wrong', async () => {
    const { user } = await openForm();
    const host = screen.getAllByRole<HTMLInputElement>('textbox', { name: 'IP' })[0];
    if (host === undefined) throw new Error('expected a host');
    await user.type(host, '_');
    await user.tab();
    await waitFor(() => expect(host.getAttribute('aria-invalid')).toBe('true'));
    await user.type(host, '{Backspace}');
    await waitFor(() => expect(host.getAttribute('aria-invalid')).toBeNull());
  });

  it('offers a repair that acts at once', async () => {
    const { user } = await openForm();
    await user.click(screen.getByRole('combobox', { name: 'SAN Type' }));
    await user.click(screen.getByRole('option', { name: /^IP Address/ }));
    await user.click(field('SAN Value'));
    await user.tab();

    await user.click(await screen.findByRole('button', { name: 'use FQDN' }));

    expect(screen.getByRole('combobox', { name: 'SAN Type' }).textContent).toBe('FQDN');
    await waitFor(() => expect(field('SAN Value').getAttribute('aria-invalid')).toBeNull());
  });

  it.each([
    ['1042', /above 256.*use the Text format/],
    ['branch-12', /Not a whole number.*use the Text format/],
  ])('takes a Reference ID of %s as text', async (reference, message) => {
    const { user } = await openForm();
    await user.clear(field('Reference ID'));
    await user.type(field('Reference ID'), reference);
    await user.tab();
    await waitFor(() => expect(describedBy(field('Reference ID'))).toMatch(message));

    await user.click(screen.getByRole('button', { name: 'use the Text format' }));

    expect(screen.getByRole('radio', { name: 'Text' })).toHaveProperty('checked', true);
    await waitFor(() => expect(field('Reference ID').getAttribute('aria-invalid')).toBeNull());
    expect(field('Reference ID').value).toBe(reference);
  });

  it('shows what was understood of a name, and counts its code points', async () => {
    const { user } = await openForm();
    await user.clear(field('Subject Name'));
    await user.type(field('Subject Name'), '/O=Example/CN=🚆🚆');
    expect(describedBy(field('Subject Name'))).toBe('Read as: CN 🚆🚆 · O Example');
    expect(screen.getByText('16 / 512')).toBeTruthy();
  });
});

describe('the Secret', () => {
  it('is kept unless one says otherwise, and never shown', async () => {
    const { user, server } = await openForm();
    expect(screen.getByRole('radio', { name: 'Keep' })).toHaveProperty('checked', true);
    expect(screen.queryByLabelText('New Secret')).toBeNull();
    expect(screen.getByText(/Set since 4 Sep 2026\. Nobody can read it back\./)).toBeTruthy();

    await user.type(field(/^Description/), '.');
    await user.click(await save());
    await waitFor(() => expect(server.written).toHaveLength(1));
    expect(server.written[0]?.trustpoints[0]?.secret).toEqual({ action: 'keep' });
  });

  it('is replaced by what is typed, in a field no password manager fills', async () => {
    const { user, server } = await openForm();
    await user.click(screen.getByRole('radio', { name: 'Replace' }));
    const input = screen.getByLabelText<HTMLInputElement>('New Secret');
    expect(input).toMatchObject({ value: '', type: 'password', autocomplete: 'new-password' });
    await user.type(input, ' swordfish ');
    await user.click(await save());
    await waitFor(() =>
      expect(server.written[0]?.trustpoints[0]?.secret).toEqual({ action: 'replace', value: ' swordfish ' }),
    );
    await waitFor(() => expect(screen.queryByLabelText('New Secret')).toBeNull());
  });

  it('is cleared after a warning', async () => {
    const { user, server } = await openForm();
    await user.click(screen.getByRole('radio', { name: 'Clear' }));
    expect(screen.getByText(/enrolling again needs a new Secret/)).toBeTruthy();
    await user.click(await save());
    await waitFor(() => expect(server.written[0]?.trustpoints[0]?.secret).toEqual({ action: 'clear' }));
  });
});

describe('a refused save', () => {
  it('counts the fields, takes the focus, and links to a field in a closed row', async () => {
    const { user, server } = await openForm({ trustpoints: 3, hash: '#/trustpoints/1/subjectName' });
    await user.clear(field('Subject Name'));
    await user.click(screen.getByRole('button', { name: /^ap-1-eap/ }));
    await user.click(await save());

    const summary = await screen.findByRole('alert');
    await waitFor(() => expect(document.activeElement).toBe(summary));
    expect(within(summary).getByText('1 field to correct before saving')).toBeTruthy();
    expect(server.written).toEqual([]);

    await user.click(within(summary).getByRole('link', { name: 'Trustpoint ap-2-eap, Subject Name' }));
    await waitFor(() => expect(document.activeElement).toBe(field('Subject Name')));
    await user.keyboard('CN=ap-2');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('shows at its field what only the server could know', async () => {
    const { user, server } = await openForm();
    server.policies.set('other', { ...examplePolicy(1), id: 'other', name: 'taken' });
    await user.clear(nameOfPolicy());
    await user.type(nameOfPolicy(), 'taken');
    await user.click(await save());

    await waitFor(() => expect(describedBy(nameOfPolicy())).toMatch(/^Another policy has this name/));
    expect(screen.getByRole('link', { name: 'Name' })).toBeTruthy();
    // What was typed before the save is judged again by now; that must not clear what the server has said since.
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(nameOfPolicy().getAttribute('aria-invalid')).toBe('true');
    await user.type(nameOfPolicy(), '2');
    await waitFor(() => expect(nameOfPolicy().getAttribute('aria-invalid')).toBeNull());
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(server.written[0]?.name).toBe('taken2'));
  });

  it('keeps what was typed when the server does not answer', async () => {
    const { user } = await openForm();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
    await user.type(field(/^Description/), '!');
    await user.click(await save());
    expect((await screen.findByRole('alert')).textContent).toContain('Not saved. The server does not answer.');
    expect(field(/^Description/).value).toMatch(/!$/);
  });
});

describe('a clash of two editors', () => {
  it('shows both versions, and saves what was chosen with everything else of both', async () => {
    const { user, server } = await openForm();
    await user.clear(nameOfPolicy());
    await user.type(nameOfPolicy(), 'mine');
    await user.type(field(/^Description/), ', mine');
    server.saveElsewhere('branch', { name: 'theirs', keyType: 'ed25519' });
    await user.click(await save());

    const dialog = await screen.findByRole('dialog', { name: /Somebody saved this policy at 23 Nov 2026, 11:52 UTC/ });
    expect(within(dialog).getByText('mine')).toBeTruthy();
    expect(within(dialog).getByText('theirs')).toBeTruthy();
    await user.click(within(dialog).getByRole('radio', { name: 'Take theirs' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save these choices' }));

    await waitFor(() => expect(server.written).toHaveLength(1));
    expect(server.written[0]).toMatchObject({
      name: 'theirs',
      keyType: 'ed25519',
      description: expect.stringMatching(/, mine$/) as string,
    });
  });

  it('loses nothing when one goes back to the form', async () => {
    const { user, server } = await openForm();
    await user.clear(nameOfPolicy());
    await user.type(nameOfPolicy(), 'mine');
    server.saveElsewhere('branch', { name: 'theirs' });
    await user.click(await save());
    await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect(nameOfPolicy().value).toBe('mine');
    expect(server.written).toEqual([]);
  });
});

describe('leaving', () => {
  it('asks while something is unsaved, and stays by default', async () => {
    const { user, router } = await openForm();
    await user.type(field(/^Description/), '!');
    await user.click(
      within(screen.getByRole('navigation', { name: 'Breadcrumbs' })).getByRole('link', { name: 'Policies' }),
    );
    await user.click(await screen.findByRole('button', { name: 'Stay' }));
    expect(router.state.location.pathname).toBe('/policies/branch');
    expect(field(/^Description/).value).toMatch(/!$/);

    await user.click(
      within(screen.getByRole('navigation', { name: 'Breadcrumbs' })).getByRole('link', { name: 'Policies' }),
    );
    await user.click(await screen.findByRole('button', { name: 'Leave and lose 1 change' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/policies'));
  });
});

describe('many trustpoints', () => {
  it('render 20 rows, and no field before a row is opened', async () => {
    const { user } = await openForm({ trustpoints: 200 });
    expect(screen.getAllByRole('button', { name: /^ap-/ })).toHaveLength(20);
    expect(screen.queryByRole('textbox', { name: 'Subject Name' })).toBeNull();
    expect(screen.getByText('20 of 200 shown')).toBeTruthy();

    await user.type(screen.getByRole('searchbox', { name: /trustpoints of this policy/ }), 'ap-15');
    expect(await screen.findByText('11 of 200')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^ap-150-eap/ }));
    expect(field('Subject Name').value).toBe('CN=ap-150,O=Example Rail');
  });

  it('are found by a link to a field of one that is not shown', async () => {
    await openForm({ trustpoints: 200, hash: '#/trustpoints/149/senderName' });
    await waitFor(() => expect(document.activeElement).toBe(field('Sender Name')));
    expect(field('Sender Name').value).toBe('CN=ap-150');
  });

  it('keep the open row and its errors when a row above is deleted', async () => {
    const { user, server } = await openForm({ trustpoints: 3, hash: '#/trustpoints/2/senderName' });
    await user.clear(field('Sender Name'));
    await user.tab();
    await waitFor(() => expect(field('Sender Name').getAttribute('aria-invalid')).toBe('true'));
    await user.click(screen.getByRole('button', { name: 'Actions for ap-1-eap' }));
    await user.click(screen.getByRole('menuitem', { name: /Delete/ }));
    await user.click(screen.getByRole('button', { name: 'Delete trustpoint' }));

    expect(screen.getAllByRole<HTMLInputElement>('textbox', { name: 'Name' })[1]?.value).toBe('ap-3-eap');
    expect(field('Sender Name').getAttribute('aria-invalid')).toBe('true');
    await user.type(field('Sender Name'), 'CN=again');
    await user.click(await save());
    await waitFor(() =>
      expect(server.written[0]?.trustpoints.map(({ id, senderName }) => [id, senderName])).toEqual([
        ['tp-2', 'CN=ap-2'],
        ['tp-3', 'CN=again'],
      ]),
    );
  });

  it('are duplicated under a free name, without Secret', async () => {
    const { user } = await openForm({ trustpoints: 2 });
    await user.click(screen.getByRole('button', { name: 'Actions for ap-1-eap' }));
    await user.click(screen.getByRole('menuitem', { name: 'Duplicate' }));
    expect(screen.getByRole('button', { name: /^ap-1-eap-copy/, expanded: true })).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Secret').value).toBe('');
  });
});

describe('servers', () => {
  it('are one of each: who takes the other role gives its own', async () => {
    const { user, server } = await openForm();
    const [first] = screen.getAllByRole('combobox', { name: 'Enable' });
    if (first === undefined) throw new Error('expected a server');
    await user.click(first);
    await user.click(screen.getByRole('option', { name: 'Secondary' }));
    await user.click(await save());
    await waitFor(() =>
      expect(server.written[0]?.servers.map(({ role, host }) => [role, host])).toEqual([
        ['secondary', 'ca1.pki.example.net'],
        ['primary', 'ca2.pki.example.net'],
      ]),
    );
  });
});

function nameOfPolicy(): HTMLInputElement {
  const [name] = screen.getAllByRole<HTMLInputElement>('textbox', { name: 'Name' });
  if (name === undefined) throw new Error('expected the policy to have a name');
  return name;
}

/** What a screen reader says after the label: error, then hint. */
function describedBy(input: HTMLElement): string {
  const ids = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== '');
  return ids.map((id) => document.getElementById(id)?.textContent ?? `missing ${id}`).join(' ');
}
