import { expect, test } from 'vitest';
import { isExemptFromProxy } from './proxy-exemption.ts';

test.each([
  ['ca.example.net', 'ca.example.net', true],
  ['CA.example.net', 'ca.EXAMPLE.net', true],
  ['ca.example.net', 'example.net', true],
  ['ca.example.net', '.example.net', true],
  ['badexample.net', 'example.net', false],
  ['ca.example.net', 'other.net, example.net', true],
  ['[2001:db8::1]', '2001:db8::1', true],
  ['ca.example.net', '*', true],
  ['ca.example.net', '', false],
])('%s with %j: %s', (host, list, expected) => {
  expect(isExemptFromProxy(host, list)).toBe(expected);
});
