import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import { startProgram } from '../fixtures/program.ts';

test('npm start starts console and lab CA together, and stops both', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'console-start-'));
  const started = await startProgram({
    program: 'scripts/start.mjs',
    env: {
      PORT: '0',
      LAB_CA_PORT: '0',
      DATA_DIR: join(folder, 'console'),
      LAB_CA_DIR: join(folder, 'lab-ca'),
    },
    ready: /^The console is ready\. Open\n\n +(http:\S+)$/m,
  });
  try {
    await page.goto(started.url);
    await page.getByRole('button', { name: 'Enroll with the lab CA' }).click();
    await enrollmentPage(page).expectState('Succeeded');
  } finally {
    expect(await started.stop()).toBe(0);
    await rm(folder, { recursive: true });
  }
  await expect(page.goto(started.url)).rejects.toThrow('ERR_CONNECTION_REFUSED');
});
