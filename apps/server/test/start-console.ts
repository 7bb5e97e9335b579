import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Client, createClient } from '@crypto-cmp/api';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';

import { compose, type ComposeOptions, type Console } from '../src/compose.ts';
import { readSettings, type Settings } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { databaseEnvironment } from './test-database.ts';

/** A console in a folder of its own, without a socket: requests go through `inject`. */
export interface TestConsole extends Console {
  readonly client: Client;
  readonly settings: Settings;
  /** Everything the log has, as one text. */
  log(): string;
}

/** Runs something when the test, or whatever else it is for, has ended; the last first. */
export type AtEnd = (end: () => void | Promise<void>) => void;

export interface TestConsoleOptions extends ComposeOptions {
  /** The end of the test by default. */
  readonly atEnd?: AtEnd;
  readonly dataDir?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a console and its engine; both end with the test. */
export async function startConsole({
  dataDir,
  environment,
  atEnd = onTestFinished,
  ...options
}: TestConsoleOptions = {}): Promise<TestConsole> {
  const folder = dataDir ?? makeFolder(atEnd);
  const settings = readSettings({
    DATA_DIR: folder,
    LOG_LEVEL: 'trace',
    ...(await databaseEnvironment(folder)),
    ...environment,
  });
  const lines: string[] = [];
  const logger = createLogger(settings.logLevel, { write: (line) => void lines.push(line) });
  const started = await compose(settings, logger, options);
  await started.engine.start();
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await started.close();
    isClosed = true;
  };
  atEnd(close);
  return {
    ...started,
    close,
    settings,
    client: createClient({ fetch: fetchFrom(started.app), baseUrl: 'http://localhost' }),
    log: () => lines.join(''),
  };
}

/** A folder that goes with the test. */
export function makeFolder(atEnd: AtEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** `fetch` that reaches the app without a network. */
export function fetchFrom(app: FastifyInstance): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const response = await app.inject({
      method: (init?.method ?? 'GET') as 'GET' | 'POST' | 'PUT' | 'DELETE', // the methods of the contract
      url: `${url.pathname}${url.search}`,
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === 'string' && { payload: init.body }),
    });
    const hasBody = response.statusCode !== 204 && response.statusCode !== 304;
    return new Response(hasBody ? new Uint8Array(response.rawPayload) : null, {
      status: response.statusCode,
      headers: Object.entries(response.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)] as [string, string]],
      ),
    });
  };
}
