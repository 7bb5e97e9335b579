import { expect, test } from 'vitest';

import * as inspect from './index.ts';

test('the inspector offers these names and no others', () => {
  expect(Object.keys(inspect).toSorted()).toEqual(['inspectMessage', 'oidName']);
});
