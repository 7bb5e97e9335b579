import { describe, expect, it } from 'vitest';

import type { Question } from '../transaction/transaction-request.ts';
import { createCmpPath, operationLabelOf } from './cmp-path.ts';

describe('a path below /.well-known/cmp', () => {
  it.each([
    [{}, '/.well-known/cmp'],
    [{ operation: 'initialization' }, '/.well-known/cmp/initialization'],
    [{ name: 'ca1' }, '/.well-known/cmp/p/ca1'],
    [{ name: 'ca1', operation: 'getcacerts' }, '/.well-known/cmp/p/ca1/getcacerts'],
    [{ name: 'a/b ü?' }, '/.well-known/cmp/p/a%2Fb%20%C3%BC%3F'],
  ] as const)('of %j is %s', (parts, path) => {
    expect(createCmpPath(parts)).toBe(path);
    expect(new URL(path, 'http://example.com').pathname).toBe(path);
  });

  it.each(['', '.', '..'])('has no name %j', (name) => {
    expect(() => createCmpPath({ name })).toThrow(TypeError);
  });
});

describe('the label of an operation', () => {
  it.each([
    [{ type: 'caCerts' }, 'getcacerts'],
    [{ type: 'rootCaCert', currentRoot: new Uint8Array() }, 'getrootupdate'],
    [{ type: 'certReqTemplate' }, 'getcertreqtemplate'],
    [{ type: 'crlStatusList', source: { type: 'issuer', value: [] } }, 'getcrls'],
    [{ type: 'currentCRL' }, undefined],
    [{ type: 'none' }, undefined],
    [{ type: 'other', infoType: '1.2.3' }, undefined],
  ] as const)('of the question %j is %s', (question: Question, label) => {
    expect(operationLabelOf({ operation: 'genm', question })).toBe(label);
  });

  it('of a request is a word for it', () => {
    expect(operationLabelOf({ operation: 'rr', reason: 'superseded' })).toBe('revocation');
    expect(operationLabelOf({ operation: 'p10cr', csr: new Uint8Array() })).toBe('pkcs10');
  });
});
