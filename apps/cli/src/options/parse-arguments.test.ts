import { describe, expect, it } from 'vitest';

import { readOptions } from './options.ts';
import { parseArguments } from './parse-arguments.ts';

const read = (...argv: readonly string[]) => readOptions(parseArguments(argv));

describe('parseArguments', () => {
  it.each([
    [['-cmd', 'ir'], 'ir'],
    [['--cmd', 'cr'], 'cr'],
    [['-cmd=kur'], 'kur'],
    [['-cmd', 'ir', '-cmd', 'cr'], 'cr'],
    [['-cmd', '-batch'], '-batch'],
  ])('reads %j as OpenSSL does', (argv, value) => {
    expect(parseArguments(argv).get('cmd')).toBe(value);
  });

  it.each([
    [['-nosuch'], 'there is no option -nosuch'],
    [['-cmd'], '-cmd: expected a value: ir|cr|kur|p10cr|rr|genm'],
    [['-implicit_confirm', 'abc'], 'word 2 is no option'],
    [['-batch=1'], '-batch: expected no value'],
    [['extra'], 'word 1 is no option'],
    [['-secret', 'pass:open', 'sesame'], 'word 3 is no option. A value with spaces has to stand in quotes'],
  ])('refuses %j and says why', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});

describe('readOptions', () => {
  it.each([
    ['-days', '30', 30],
    ['-days', '0', 0],
    ['-days', '0x10', 16],
    ['-days', '010', 8],
    ['-attime', '-5', -5],
    ['-attime', '4102444800', 4_102_444_800],
    ['-repeat', '2', 2],
  ] as const)('reads %s %s as a number', (option, text, value) => {
    const name = option.slice(1) as 'days' | 'attime' | 'repeat'; // as: the names above without the dash
    expect(read(option, text).number(name)).toBe(value);
  });

  it.each([
    ['-days', '1.5'],
    ['-days', '-10'],
    ['-days', 'abc'],
    ['-days', '0x10000000000000000'],
    ['-days', '2147483648'],
    ['-days', '08'],
    ['-repeat', '0'],
    ['-msg_timeout', '-5'],
    ['-keep_alive', '-1'],
    ['-revreason', '010000000000000000000'],
  ])('refuses %s %s by its name', (option, text) => {
    expect(() => read(option, text)).toThrow(`${option}: expected`);
  });

  it('takes an option back by an empty value', () => {
    expect(read('-secret', 'pass:x', '-secret', '').text('secret')).toBeUndefined();
    expect(read('-proxy', '').text('proxy')).toBeUndefined();
  });

  it('takes a flag that a configuration sets to 0 as not given', () => {
    expect(readOptions(new Map([['implicit_confirm', '0']])).flag('implicit_confirm')).toBe(false);
    expect(readOptions(new Map([['implicit_confirm', '1']])).flag('implicit_confirm')).toBe(true);
    expect(readOptions(new Map([['implicit_confirm', '']])).flag('implicit_confirm')).toBe(false);
  });

  it.each(['-purpose', '-port', '-engine', '-rand', '-policy'])('refuses %s with what to do', (option) => {
    expect(() => read(option, '1')).toThrow(new RegExp(`^${option} is not offered\\. .+\\.$`));
  });

  it('names what is taken without effect', () => {
    const { ignored } = read('-ignore_keyusage', '-no_check_time', '-infotype', 'caCerts', '-days', '3');
    expect(ignored.map(({ name }) => name).toSorted()).toEqual(['ignore_keyusage', 'no_check_time']);
  });
});
