import { describe, expect, it } from 'vitest';

import { parseConfig } from './parse-config.ts';
import { sectionOptions } from './section-options.ts';

const parse = (text: string) => parseConfig(text, 'test.cnf', { HOME: '/home/x' });
const valueOf = (line: string) => parse(`[s]\nbase = b\n${line}`).get('s')?.get('v');

describe('parseConfig', () => {
  it.each([
    ['v = plain', 'plain'],
    ['v=plain   # comment', 'plain'],
    ['v = "/O=a # b"  # comment', '/O=a # b'],
    ["v = ' kept '", ' kept '],
    ['v = two words', 'two words'],
    [String.raw`v = a\#b\\c`, String.raw`a#b\c`],
    [String.raw`v = a\nb`, 'a\nb'],
    ['v = a\\\nb', 'ab'],
    ['v =', ''],
    ['v = $base/x', 'b/x'],
    ['v = ${base}x', 'bx'],
    ['v = $(s::base)', 'b'],
    ['v = ${ENV::HOME}/keys', '/home/x/keys'],
    ['s::v = elsewhere', 'elsewhere'],
  ])('reads %j', (line, value) => {
    expect(valueOf(line)).toBe(value);
  });

  it('takes a variable that the environment lacks from the lines before the sections', () => {
    const fallback = 'PORT = 8829\nHOME = elsewhere\n[s]\n';
    expect(
      parse(fallback + 'v = ${ENV::PORT}')
        .get('s')
        ?.get('v'),
    ).toBe('8829');
    expect(
      parse(fallback + 'v = ${ENV::HOME}')
        .get('s')
        ?.get('v'),
    ).toBe('/home/x');
    expect(
      parse(fallback + 'v = ${other::PORT}')
        .get('s')
        ?.get('v'),
    ).toBe('8829');
  });

  it.each([
    ['v = ${ENV::NOT_SET}', 'no value for the variable NOT_SET'],
    ['v = $nothing', 'no value for the variable nothing'],
    ['v = "open', 'not closed'],
    ['just words here', 'expected [section] or name = value'],
    ['.include other.cnf', '.include'],
  ])('refuses %j with its line', (line, problem) => {
    expect(() => valueOf(line)).toThrow(new RegExp(`^-config: line 3 of test.cnf: .*${RegExp.escape(problem)}`));
  });
});

describe('sectionOptions', () => {
  const config = parse(`
days = 1
subject = /CN=unnamed
[a]
days = 2
cmd = ir
ref = from-a
unknown_variable = 7
[b]
days = 3
ref =
[cmp]
cmd = cr
`);

  it.each([
    ['a', { days: '2', cmd: 'ir', ref: 'from-a', subject: '/CN=unnamed' }],
    ['a,b', { days: '3', cmd: 'ir', ref: '', subject: '/CN=unnamed' }],
    ['b a', { days: '2', cmd: 'ir', ref: 'from-a', subject: '/CN=unnamed' }],
    ['', { days: '1', subject: '/CN=unnamed' }],
    ['cmp', { days: '1', cmd: 'cr', subject: '/CN=unnamed' }],
  ])('gives the options of %j, later sections over earlier ones, the unnamed one last', (names, options) => {
    expect(Object.fromEntries(sectionOptions(config, names, 'test.cnf'))).toEqual(options);
  });

  it('refuses a section that is not there', () => {
    expect(() => sectionOptions(config, 'a,zz', 'test.cnf')).toThrow('-section: there is no section [zz] in test.cnf');
  });

  it('goes without the usual section', () => {
    expect(sectionOptions(parse('days = 4'), 'cmp', 'test.cnf').get('days')).toBe('4');
  });
});
