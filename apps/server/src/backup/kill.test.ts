import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { fillDatabase } from '../../test/fill-database.ts';
import { runCommand } from '../../test/run-command.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { databaseEnvironment, openStored } from '../../test/test-database.ts';

const KILLS = 6;

test(
  `leaves a whole file or none of that name, killed ${KILLS} times while it saves`,
  { timeout: 300_000 },
  async () => {
    const console_ = await startConsole();
    await fillDatabase(
      await openStored(console_.settings.dataDir),
      { policies: 200, trustpointsPerPolicy: 30 },
      Date.now(),
    );
    await console_.close();
    const { dataDir } = console_.settings;
    const folder = join(makeFolder(), 'backups');
    mkdirSync(folder);
    const environment = { DATA_DIR: dataDir, ...(await databaseEnvironment(dataDir)), BACKUP_PASSPHRASE: PASSPHRASE };

    let drafts = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(process.execPath, [MAIN, 'backup', '--to', join(folder, `${kill}.age`)], {
        env: { PATH: process.env['PATH'] ?? '', ...environment },
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      // Some are killed as soon as they have begun to write, some later.
      const hasEnded = () => child.exitCode !== null;
      while (!hasEnded() && !readdirSync(folder).some((name) => name.startsWith(`.${kill}.age`))) await sleep(2);
      await sleep(kill * 150);
      child.kill('SIGKILL');
      await ended;
      drafts += readdirSync(folder).filter((name) => name.startsWith(`.${kill}.age`)).length;
    }

    // The kills did hit.
    expect(drafts).toBeGreaterThan(0);
    for (const name of readdirSync(folder).filter((file) => !file.startsWith('.'))) {
      const check = await runCommand(['restore', '--from', join(folder, name), '--check'], makeFolder(), {
        BACKUP_PASSPHRASE: PASSPHRASE,
      });
      expect(check.printed).toContain('200 policies, 6000 trustpoints');
    }
    const last = join(folder, 'last.age');
    expect(await runCommand(['backup', '--to', last], dataDir)).toMatchObject({ exitCode: 0, said: '' });
    expect(await runCommand(['restore', '--from', last, '--check'], dataDir)).toMatchObject({ exitCode: 0 });
  },
);

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const PASSPHRASE = 'correct horse battery staple';
