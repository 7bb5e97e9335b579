import { describe, expect, test } from 'vitest';
import { checkAgainstStored, type StoredTrustpoint } from './check-against-stored.ts';
import { PolicyDraft } from './policy-draft.ts';
import type { SecretDraft } from './secret-draft.ts';
import { sampleDraft, sampleTrustpoint } from './testing/sample-draft.ts';

const keep: SecretDraft = { action: 'keep' };
const clear: SecretDraft = { action: 'clear' };
const replace: SecretDraft = { action: 'replace', value: 'new' };

const withSecret: StoredTrustpoint = { id: 'a', secretIsSet: true, hasCertificate: false };
const withNothing: StoredTrustpoint = { id: 'a', secretIsSet: false, hasCertificate: false };
const withCertificate: StoredTrustpoint = { id: 'a', secretIsSet: false, hasCertificate: true };
const withBoth: StoredTrustpoint = { id: 'a', secretIsSet: true, hasCertificate: true };

describe('the Secret is mandatory until the first certificate exists', () => {
  test.each([
    ['replace', replace, withNothing],
    ['keep', keep, withSecret],
    ['keep', keep, withCertificate],
    ['clear', clear, withBoth],
    ['clear', clear, withCertificate],
  ])('%s is allowed', (_, secret, stored) => {
    expect(check([{ id: 'a', secret }], [stored])).toEqual([]);
  });

  test.each([
    ['keep', keep, withNothing],
    ['clear', clear, withSecret],
    ['clear', clear, withNothing],
  ])('%s is refused', (_, secret, stored) => {
    expect(check([{ id: 'a', secret }], [stored])).toMatchObject([
      { pointer: '/trustpoints/0/secret', code: 'secret-required' },
    ]);
  });

  test.each([
    ['keep', keep],
    ['clear', clear],
  ])('%s is refused for a new trustpoint', (_, secret) => {
    expect(check([{ secret: replace }, { secret }], [])).toMatchObject([
      { pointer: '/trustpoints/1/secret', code: 'secret-required' },
    ]);
  });
});

test('a trustpoint of another policy, or of none, cannot be continued', () => {
  expect(check([{ id: 'b', secret: replace }], [withBoth])).toMatchObject([
    { pointer: '/trustpoints/0/id', code: 'trustpoint-unknown' },
  ]);
});

test('two rows cannot continue the same trustpoint', () => {
  const rows = [
    { id: 'a', secret: keep },
    { id: 'a', secret: keep },
  ];
  expect(check(rows, [withBoth])).toMatchObject([{ pointer: '/trustpoints/1/id', code: 'trustpoint-repeated' }]);
});

function check(rows: { id?: string; secret: SecretDraft }[], stored: readonly StoredTrustpoint[]) {
  const trustpoints = rows.map((row, index) => sampleTrustpoint({ ...row, name: `ap-${index}` }));
  return checkAgainstStored(PolicyDraft.parse(sampleDraft({ trustpoints })), stored);
}
