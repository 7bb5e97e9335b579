/** Work that waits for other work of the same name, and for nothing else. */
export interface Queues {
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export function createQueues(): Queues {
  const last = new Map<string, Promise<void>>();
  return {
    run: async (name, work) => {
      const before = last.get(name) ?? Promise.resolve();
      const result = before.then(work);
      const done = result.then(ignore, ignore);
      last.set(name, done);
      try {
        return await result;
      } finally {
        if (last.get(name) === done) last.delete(name);
      }
    },
  };
}

function ignore(): void {}
