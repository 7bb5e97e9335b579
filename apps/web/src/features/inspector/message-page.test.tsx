import { inspectMessage } from '@crypto-cmp/cmp/inspect';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { check, exampleEnrollment, exampleMessage } from '../../../test/example-enrollment.ts';
import { createFakeApi } from '../../../test/fake-api.ts';
import { renderApp } from '../../../test/render-app.tsx';

// The whole app with a whole message: seconds on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const CAPTURES = '../../../../../packages/cmp/testdata/openssl';

/** An ip that openssl cmp has made; its recipe stands beside it. */
const ip = new Uint8Array(readFileSync(join(import.meta.dirname, CAPTURES, 'ec-pbm-ir-rsp-1.der')));
const message = exampleMessage(2, 'ip', { checks: [check('recipNonce', 'passed', 'equals our senderNonce')] });

async function open(node = '') {
  const api = createFakeApi({
    'GET /enrollments/run-1': exampleEnrollment({
      messages: [exampleMessage(1, 'ir'), message, exampleMessage(3, 'certConf')],
    }),
    'GET /enrollments/run-1/messages/2': { message, tree: toWire(inspectMessage(ip)) },
    'GET /enrollments/run-1/messages/2 octets': ip,
  });
  const app = renderApp(`/enrollments/run-1/messages/2${node === '' ? '' : `?node=${node}`}`, api);
  const tree = await screen.findByRole('tree', { name: 'Structure' });
  const active = () => document.getElementById(tree.getAttribute('aria-activedescendant') ?? '');
  const label = () => active()?.textContent;
  return { ...app, tree, active, label };
}

describe('the tree', () => {
  it('is walked with the arrow keys, Home and End', async () => {
    const { user, tree, label } = await open();
    tree.focus();
    await user.keyboard('{ArrowDown}');
    expect(label()).toMatch(/^header/);
    await user.keyboard('{ArrowDown}');
    expect(label()).toMatch(/^pvno2 \(cmp2000\)/);
    await user.keyboard('{ArrowUp}');
    expect(label()).toMatch(/^header/);
    await user.keyboard('{End}');
    expect(label()).toMatch(/^extraCerts/);
    await user.keyboard('{Home}');
    expect(label()).toMatch(/^PKIMessage/);
  });

  it('opens and enters with the right arrow, leaves and closes with the left one', async () => {
    const { user, tree, active, label } = await open('extraCerts');
    tree.focus();
    expect(active()?.getAttribute('aria-expanded')).toBe('false');
    await user.keyboard('{ArrowRight}');
    expect(active()?.getAttribute('aria-expanded')).toBe('true');
    await user.keyboard('{ArrowRight}');
    expect(label()).toMatch(/^certificate 1/);
    expect(active()?.getAttribute('aria-level')).toBe('3');
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(label()).toMatch(/^extraCerts/);
    expect(active()?.getAttribute('aria-expanded')).toBe('false');
  });

  it('opens all siblings with the asterisk', async () => {
    const { user, tree } = await open('header.recipient');
    tree.focus();
    await user.keyboard('*');
    const item = (name: RegExp) => within(tree).getByRole('treeitem', { name });
    expect(item(/^recipient/).getAttribute('aria-expanded')).toBe('true');
    expect(item(/^protectionAlg/).getAttribute('aria-expanded')).toBe('true');
  });

  it('keeps the selected element in the address', async () => {
    const { user, tree, router } = await open();
    tree.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    await waitFor(() => expect(router.state.location.search).toEqual({ node: 'header.pvno' }));
  });
});

describe('the selected element', () => {
  it('comes with its rule, its verdict and its whole value', async () => {
    await open('header.recipNonce');
    const detail = screen.getByRole('region', { name: 'Selected element' });
    expect(within(detail).getByText(/Must repeat the senderNonce .* RFC 9810, section 5\.1\.1\./)).toBeTruthy();
    expect(within(detail).getByText('Passed')).toBeTruthy();
    expect(within(detail).getByText(/^[\da-f]{32}$/)).toBeTruthy();
  });

  it('is marked among the octets, and an octet leads back to its element', async () => {
    const { user, label } = await open('header.pvno');
    const octets = screen.getByRole('region', { name: 'Octets in hexadecimal' });
    const marked = [...octets.querySelectorAll<HTMLElement>('[data-marked]')].map((cell) => cell.dataset['offset']);
    expect(new Set(marked)).toEqual(new Set(['7', '8', '9']));

    const nonce = octets.querySelector('[data-offset="180"]');
    if (nonce === null) throw new Error('expected octet 180');
    await user.click(nonce);
    await waitFor(() => expect(label()).toMatch(/^senderNonce/));
  });
});

it('goes to the messages before and after with the brackets', async () => {
  const { user, router } = await open();
  await user.keyboard(']');
  await waitFor(() => expect(router.state.location.pathname).toBe('/enrollments/run-1/messages/3'));
});

/** As the API sends it: every field is there. */
function toWire(node: ReturnType<typeof inspectMessage>): object {
  const { value = null, rule = null, problem = null, truncated = false, children, ...rest } = node;
  return { ...rest, value, rule, problem, truncated, children: children.map(toWire) };
}
