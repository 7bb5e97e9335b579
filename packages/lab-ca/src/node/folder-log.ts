import { open } from 'node:fs/promises';

import { syncFolder } from './write-whole.ts';

/** A file that only grows. */
export interface FolderLog {
  /** Resolves when the text would survive that the machine stops. */
  append(text: string): Promise<void>;
}

/** What is asked for while the disk is busy goes to it together: each one alone would wait for a sync of its own. */
export function openFolderLog(path: string, mode: number): FolderLog {
  let next: Batch | undefined;
  let busy: Promise<void> = Promise.resolve();
  return {
    append: async (text) => {
      if (next !== undefined) {
        next.texts.push(text);
        return next.done;
      }
      const texts = [text];
      const done = busy.then(async () => {
        next = undefined;
        await appendDurably(path, texts.join(''), mode);
      });
      next = { texts, done };
      busy = done.catch(() => undefined);
      return done;
    },
  };
}

interface Batch {
  readonly texts: string[];
  readonly done: Promise<void>;
}

async function appendDurably(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'a', mode);
  try {
    const isNew = (await file.stat()).size === 0;
    await file.appendFile(text);
    await file.datasync();
    // The name of a new file is durable only with its folder.
    if (isNew) await syncFolder(path);
  } finally {
    await file.close();
  }
}
