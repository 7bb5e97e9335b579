import { expect, it } from 'vitest';

import { CONTROL_TYPES } from '../messages/crmf/control-types.ts';
import { INFO_TYPES } from '../messages/info-types.ts';
import { nameOrOid, oidName } from './oid-names.ts';

it('knows every infoType and every control by name', () => {
  for (const [name, { oid }] of [...Object.entries(INFO_TYPES), ...Object.entries(CONTROL_TYPES)]) {
    expect(oidName(oid)).toBe(name);
  }
});

it.each([
  ['1.2.840.113533.7.66.13', 'passwordBasedMac'],
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['1.3.6.1.5.5.8.1.2', 'HMAC-SHA-1'],
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['2.5.29.17', 'subjectAltName'],
  ['1.3.6.1.5.5.7.3.28', 'cmcRA'],
])('calls %s %s', (oid, name) => {
  expect(oidName(oid)).toBe(name);
});

it('has no name for what nobody has named', () => {
  expect(oidName('1.2.3.4')).toBeUndefined();
  expect(oidName('toString')).toBeUndefined();
  expect(nameOrOid('1.2.3.4')).toBe('1.2.3.4');
  expect(nameOrOid(undefined)).toBeUndefined();
});
