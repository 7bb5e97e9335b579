import { expect, it } from 'vitest';

import * as labCa from './index.ts';
import * as node from './node/index.ts';

it('exports what it promises, and no more', () => {
  expect(Object.keys(labCa).toSorted()).toEqual([
    'FAULTS',
    'FURTHER_FAULTS',
    'KEY_FAULTS',
    'LabCaError',
    'createLabCa',
    'createMemoryStore',
    'describeLabCa',
  ]);
  expect(Object.keys(node).toSorted()).toEqual(['openFileStore', 'serveLabCa', 'startLabCa']);
});
