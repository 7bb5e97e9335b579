import { useSyncExternalStore } from 'react';

/** The present in milliseconds, moved on every second or minute; all readers of one pace share one timer. */
export function useNow(pace: 'second' | 'minute' = 'minute'): number {
  const clock = clocks[pace];
  return useSyncExternalStore(clock.subscribe, clock.read);
}

const clocks = { second: createClock(1000), minute: createClock(60_000) };

interface Clock {
  subscribe: (reader: () => void) => () => void;
  read: () => number;
}

function createClock(stepMilliseconds: number): Clock {
  const readers = new Set<() => void>();
  let now: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tick() {
    now = Date.now();
    // Aimed at the next full step, so that the clock on the page turns with the clock on the wall.
    timer = setTimeout(tick, stepMilliseconds - (now % stepMilliseconds));
    for (const reader of readers) reader();
  }

  return {
    subscribe(reader: () => void) {
      readers.add(reader);
      if (timer === undefined) tick();
      return () => {
        readers.delete(reader);
        if (readers.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
        now = undefined;
      };
    },
    read: () => (now ??= Date.now()),
  };
}
