import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { makeFolder } from '../../test/start-console.ts';
import { readEncryptedFile, writeEncryptedFile } from './encrypted-file.ts';

vi.setConfig({ testTimeout: 60_000 });

const passphrase = 'correct horse battery staple';
// Quick: what is tested here is not how long guessing takes.
const encryption = { passphrase, workFactor: 4 };

test('gives back what was written, whatever the characters and however long', async () => {
  const lines = [
    '',
    'ß – 証明書',
    'x'.repeat(300_000),
    ...Array.from({ length: 5000 }, (_, n) => `line ${n} ${Math.random()}`),
  ];
  const file = await write(lines);

  expect(await read(file)).toEqual(lines);
});

test.each([0, 1, 21, 22, 60, 110, 170, 200])('refuses a file that was cut off after %d octets', async (octets) => {
  const file = await write(['one', 'two']);
  expect(statSync(file).size).toBeGreaterThan(octets);
  writeFileSync(file, readFileSync(file).subarray(0, octets));

  await expect(read(file)).rejects.toMatchObject({ code: octets < 22 ? 'not-a-backup' : 'backup-damaged' });
});

test('refuses a file that was cut off at the end of a piece, or anywhere near its end', async () => {
  const file = await write(noise(300_000));
  const octets = readFileSync(file);
  const header = octets.indexOf('\n', octets.indexOf('--- ')) + 1 + 16;
  const cuts = [header, header + 16, header + PIECE, header + 2 * PIECE, header + 2 * PIECE + 1, octets.length - 16];
  expect(octets.length).toBeGreaterThan(header + 3 * PIECE);

  for (const cut of [...cuts, octets.length - 1]) {
    writeFileSync(file, octets.subarray(0, cut));
    await expect(read(file), `cut at ${cut}`).rejects.toMatchObject({ code: 'backup-damaged' });
  }
  writeFileSync(file, Buffer.concat([octets, Buffer.from([0])]));
  await expect(read(file)).rejects.toMatchObject({ code: 'backup-damaged' });
});

test('refuses a file of which any one bit was flipped', async () => {
  const file = await write(noise(3000));
  const octets = readFileSync(file);
  // Every octet of the header, and some of what follows. The cost of scrypt is left alone: it would only take longer.
  const cost = octets.indexOf(' 4\n') + 1;
  for (let at = 0; at < octets.length; at += at < 250 ? 1 : 97) {
    if (at === cost) continue;
    const flipped = Buffer.from(octets);
    flipped[at] = (octets[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(file, flipped);
    await expect(read(file), `octet ${at}`).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:not-a-backup|passphrase-wrong|backup-damaged)$/) as string,
    });
  }
});

test('refuses a file whose pieces changed places', async () => {
  const file = await write(noise(300_000));
  const octets = readFileSync(file);
  const body = octets.indexOf('\n', octets.indexOf('--- ')) + 1 + 16;
  const piece = (n: number) => octets.subarray(body + n * PIECE, body + (n + 1) * PIECE);
  writeFileSync(file, Buffer.concat([octets.subarray(0, body), piece(1), piece(0), octets.subarray(body + 2 * PIECE)]));

  await expect(read(file)).rejects.toMatchObject({ code: 'backup-damaged' });
});

test('leaves nothing behind where writing fails midway', async () => {
  const folder = makeFolder();
  async function* failing(): AsyncGenerator<string> {
    yield 'a line\n';
    throw new Error('the database is gone');
  }

  await expect(writeEncryptedFile(join(folder, 'b.age'), failing(), encryption)).rejects.toThrow(
    'the database is gone',
  );
  expect(readdirSync(folder)).toEqual([]);
  const nowhere = join(folder, 'none', 'b.age');
  await expect(writeEncryptedFile(nowhere, failing(), encryption)).rejects.toMatchObject({ code: 'file-unwritable' });
});

test('is opened by no other passphrase', async () => {
  const file = await write(['one']);

  await expect(read(file, `${passphrase} `)).rejects.toMatchObject({ code: 'passphrase-wrong' });
});

async function write(lines: readonly string[]): Promise<string> {
  const file = join(makeFolder(), 'b.age');
  async function* text(): AsyncGenerator<string> {
    for (const line of lines) yield `${line}\n`;
  }
  await writeEncryptedFile(file, text(), encryption);
  return file;
}

async function read(file: string, given = passphrase): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readEncryptedFile(file, given)) lines.push(line);
  return lines;
}

/** What does not get shorter by zipping. */
function noise(octets: number): string[] {
  return [Array.from({ length: octets }, () => Math.floor(Math.random() * 36).toString(36)).join('')];
}

const PIECE = 64 * 1024 + 16;
