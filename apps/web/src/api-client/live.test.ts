import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { connectLive } from './live.ts';

/** The browser's EventSource, worked by hand. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Source[] = [];
  readyState = 0;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    Source.opened.push(this);
  }

  close() {
    this.readyState = Source.CLOSED;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  Source.opened = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function connect() {
  const queryClient = new QueryClient();
  for (const resource of ['policies', 'trustpoints', 'enrollments', 'overview'])
    queryClient.setQueryData([resource], {});
  const connection = connectLive(queryClient);
  const stale = () =>
    queryClient
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated)
      .map(({ queryKey }) => queryKey[0]);
  return { queryClient, connection, stale, source: () => Source.opened.at(-1) };
}

describe('the live connection', () => {
  it('marks everything as stale when it opens: what happened before was not heard', () => {
    const { connection, stale, source } = connect();
    expect(connection.read()).toEqual({ status: 'connecting' });
    source()?.dispatchEvent(new Event('open'));
    expect(connection.read()).toEqual({ status: 'live' });
    expect(stale()).toEqual(['policies', 'trustpoints', 'enrollments', 'overview']);
  });

  it.each([
    [{ type: 'policy-changed', id: 'p', change: 'updated' }, ['policies', 'trustpoints', 'overview']],
    [
      { type: 'enrollment-changed', id: 'e', trustpointId: 't', state: 'failed' },
      ['policies', 'trustpoints', 'enrollments', 'overview'],
    ],
    [{ type: 'of-a-later-build', id: 'x' }, []],
  ])('marks what an event concerns: %j', (event, concerned) => {
    const { stale, source } = connect();
    source()?.dispatchEvent(new MessageEvent(event.type, { data: JSON.stringify(event) }));
    expect(stale()).toEqual(concerned);
  });

  it('says since when it is lost, once, and comes back by itself', () => {
    const { connection, source } = connect();
    source()?.dispatchEvent(new Event('open'));
    vi.setSystemTime('2026-11-23T11:49:00Z');
    source()?.dispatchEvent(new Event('error'));
    vi.setSystemTime('2026-11-23T11:52:00Z');
    source()?.dispatchEvent(new Event('error'));
    expect(connection.read()).toEqual({ status: 'lost', since: Date.parse('2026-11-23T11:49:00Z') });
    source()?.dispatchEvent(new Event('open'));
    expect(connection.read()).toEqual({ status: 'live' });
  });

  it('opens a new one where the browser has given up, and none after it was stopped', () => {
    const { connection, source } = connect();
    const first = source();
    first?.close();
    first?.dispatchEvent(new Event('error'));
    vi.advanceTimersByTime(10_000);
    expect(Source.opened).toHaveLength(2);

    source()?.close();
    source()?.dispatchEvent(new Event('error'));
    connection.stop();
    vi.advanceTimersByTime(10_000);
    expect(Source.opened).toHaveLength(2);
  });
});
