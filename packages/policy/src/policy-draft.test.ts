import { describe, expect, test } from 'vitest';
import { PolicyDraft } from './policy-draft.ts';
import { boundaryCases } from './testing/boundary-cases.ts';
import { toFieldIssues } from './to-field-issues.ts';

describe.each(boundaryCases)('$field', ({ make, pointer, valid, invalid }) => {
  test.each(valid)('accepts $name', ({ value }) => {
    expect(PolicyDraft.safeParse(make(value)).error?.issues ?? []).toEqual([]);
  });

  test.each(invalid)('refuses $name as $code', ({ value, code, at = pointer }) => {
    const { error } = PolicyDraft.safeParse(make(value));
    expect(error && toFieldIssues(error)).toContainEqual(expect.objectContaining({ pointer: at, code }));
  });

  test('finds nothing else wrong with the invalid ones', () => {
    const elsewhere = invalid.flatMap(({ value, at = pointer }) => {
      const { error } = PolicyDraft.safeParse(make(value));
      return error === undefined ? [] : toFieldIssues(error).filter((issue) => issue.pointer !== at);
    });
    expect(elsewhere).toEqual([]);
  });
});
