import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { exampleEnrollment, PRIMARY } from '../../../test/example-enrollment.ts';
import { exampleOverview, exampleServer } from '../../../test/example-trustpoint.ts';
import { createFakeApi, onePage } from '../../../test/fake-api.ts';
import { renderApp } from '../../../test/render-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(...servers: ReturnType<typeof exampleServer>[]) {
  const held = exampleEnrollment({
    state: 'queued',
    holdUp: { reason: 'server-busy', until: null, server: PRIMARY },
  });
  const api = createFakeApi({ 'GET /enrollments': onePage([held]), 'GET /overview': exampleOverview({ servers }) });
  return renderApp('/enrollments', api);
}

describe('the queue', () => {
  it('says of each enrollment what it waits for', async () => {
    open();
    expect(await screen.findByText('Waits for its turn at ca1.pki.example.net:8080')).toBeTruthy();
  });

  it('says of each server how many run and wait there, and why they wait', async () => {
    open(exampleServer({ running: 4, waiting: 12 }), exampleServer({ server: { ...PRIMARY, host: 'idle' } }));
    const list = await screen.findByRole('list', { name: 'At the CMP servers now' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
    expect(list.textContent).toBe('ca1.pki.example.net:80804 running12 waitAt most 4 at once');
  });

  it('says when a server is asked again that does not answer', async () => {
    const circuit = { state: 'open', openSince: null, openUntil: '2026-11-23T12:05:00Z', failures: 5 } as const;
    open(exampleServer({ waiting: 1, circuit }));
    expect(await screen.findByText('It does not answer, and is asked again at 12:05')).toBeTruthy();
  });
});
