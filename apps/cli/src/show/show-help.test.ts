import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { fakeHost } from '../../test/fake-host.ts';
import { optionsTable } from '../../test/options-table.ts';
import { TOPICS } from '../options/option-row.ts';
import { OPTIONS } from '../options/options.ts';
import { runCli } from '../run-cli.ts';
import { showHelp } from './show-help.ts';

describe('showHelp', () => {
  it.each([undefined, ...TOPICS])('fits a screen: %s', (topic) => {
    const lines = showHelp(topic).split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each(OPTIONS.map(({ name }) => name))('names -%s in its topic, and by itself', (name) => {
    const row = OPTIONS.find((option) => option.name === name);
    expect(showHelp(row?.topic)).toMatch(new RegExp(`(?:^|\\s)-${name}(?:\\s|$)`, 'm'));
    expect(showHelp(`-${name}`)).toContain(`-${name}`);
  });

  it.each([
    [['--help'], 0],
    [['-help', 'enrollment'], 0],
    [['-cmd', 'ir', '-help'], 0],
    [['--help', 'nonsense'], 1],
    [[], 1],
  ])('answers %j', async (argv, code) => {
    const host = fakeHost();
    expect(await runCli(argv, host)).toBe(code);
    expect([...host.printed, ...host.said].join('\n')).toMatch(/cmp/);
  });
});

describe('the table of options', () => {
  it('has each name once', () => {
    const names = OPTIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is in the README as it is here (vitest -u writes it)', async () => {
    const path = new URL('../../README.md', import.meta.url);
    const readme = await readFile(path, 'utf8');
    const [before, rest = ''] = readme.split('<!-- options -->\n');
    const [, after] = rest.split('\n<!-- end of options -->');
    const current = `${before}<!-- options -->\n${optionsTable()}\n<!-- end of options -->${after}`;
    await expect(current).toMatchFileSnapshot('../../README.md');
  });
});
