import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';
import { z } from 'zod';

import { AlertNotice } from './alert-notice.ts';

test('the documented schema of the webhook is the one in force', () => {
  const file = new URL('../../../../../docs/alert-webhook.schema.json', import.meta.url);
  const documented: unknown = JSON.parse(readFileSync(file, 'utf8'));
  // After a change that receivers can live with: write it anew from what stands here.
  expect(documented).toEqual(z.toJSONSchema(AlertNotice));
});
