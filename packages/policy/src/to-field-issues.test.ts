import { describe, expect, test } from 'vitest';
import { FIELD_ISSUE_CODES } from './field-issue.ts';
import { parsePointer } from './json-pointer.ts';
import { PolicyDraft } from './policy-draft.ts';
import { boundaryCases } from './testing/boundary-cases.ts';
import { sampleDraft, sampleTrustpoint } from './testing/sample-draft.ts';
import { toFieldIssues } from './to-field-issues.ts';

const allIssues = boundaryCases.flatMap(({ make, invalid }) => invalid.flatMap(({ value }) => issuesOf(make(value))));

describe('issues', () => {
  test('speak in own words: none shows a word of the validation library', () => {
    const foreign = allIssues.filter(({ message }) =>
      /invalid|expected (?:string|number|array|object)|received|too (?:big|small):/i.test(message),
    );
    expect(foreign).toEqual([]);
  });

  test('begin with a capital letter or a number, and end without a full stop', () => {
    expect(allIssues.filter(({ message }) => !/^[\p{Lu}\p{N}-]/u.test(message) || message.endsWith('.'))).toEqual([]);
  });

  test('end with the words of their repair, so that a form can make them a link', () => {
    const repairable = allIssues.filter(({ repair }) => repair !== undefined);
    expect(repairable.length).toBeGreaterThan(10);
    expect(repairable.filter(({ message, repair }) => !message.endsWith(repair?.label ?? ''))).toEqual([]);
  });

  test('come in all codes a draft alone can give', () => {
    const onlyServer = ['name-taken', 'trustpoint-unknown', 'trustpoint-repeated', 'secret-required', 'too-short'];
    const ofChannels = ['password-unprotected', 'channel-unknown'];
    const given = new Set<string>(allIssues.map(({ code }) => code));
    expect(FIELD_ISSUE_CODES.filter((code) => !given.has(code)).toSorted()).toEqual(
      [...onlyServer, ...ofChannels].toSorted(),
    );
  });

  test('name each unknown field, escaped as JSON pointers demand', () => {
    expect(issuesOf({ ...sampleDraft(), 'a/b': 1, 'c~d': 2 })).toEqual([
      { pointer: '/a~1b', code: 'unknown-field', message: 'There is no such field' },
      { pointer: '/c~0d', code: 'unknown-field', message: 'There is no such field' },
    ]);
  });

  test('never hold the Secret', () => {
    const value = 'open sesame\n'.repeat(40);
    const issues = issuesOf(sampleDraft({ trustpoints: [sampleTrustpoint({ secret: { action: 'replace', value } })] }));
    expect(issues).toHaveLength(1);
    expect(JSON.stringify(issues)).not.toContain('sesame');
  });

  test('of several rows are found in one go, with those across the rows', () => {
    const draft = sampleDraft({
      name: '',
      trustpoints: [sampleTrustpoint({ subjectName: 'ap-7' }), sampleTrustpoint({ senderName: 'ap-7' })],
    });
    expect(issuesOf(draft).map(({ pointer }) => pointer)).toEqual([
      '/name',
      '/trustpoints/0/subjectName',
      '/trustpoints/1/senderName',
      '/trustpoints/1/name',
    ]);
  });

  test('of something that is no object at all concern the whole', () => {
    expect(issuesOf('a text')).toMatchObject([{ pointer: '', code: 'wrong-type' }]);
    expect(issuesOf(undefined)).toMatchObject([{ pointer: '', code: 'required' }]);
  });
});

describe('a repair', () => {
  test.each([
    ['/trustpoints/0/referenceId/value', 1042, 'use the Text format', '/trustpoints/0/referenceId'],
    ['/trustpoints/0/referenceId/value', '007', 'use the Text format', '/trustpoints/0/referenceId'],
    [
      '/trustpoints/0/subjectAltNames/0',
      { type: 'ip-address', value: 'ap-7.example.com' },
      'use FQDN',
      '/trustpoints/0/subjectAltNames/0/type',
    ],
    [
      '/trustpoints/0/subjectAltNames/0',
      { type: 'fqdn', value: '2001:db8::7' },
      'use IP Address',
      '/trustpoints/0/subjectAltNames/0/type',
    ],
    [
      '/trustpoints/0/subjectAltNames/0',
      { type: 'fqdn', value: 'a@example.com' },
      'use Email',
      '/trustpoints/0/subjectAltNames/0/type',
    ],
    [
      '/trustpoints/0/subjectAltNames/0',
      { type: 'email', value: 'CN=ap-7' },
      'use Distinguished Name',
      '/trustpoints/0/subjectAltNames/0/type',
    ],
    ['/servers/0/path', 'cmp/alias', 'add it', '/servers/0/path'],
    ['/servers/0/path', '/büro a', 'percent-encode it', '/servers/0/path'],
    ['/name', ' branch', 'remove it', '/name'],
    ['/name', 'branch\u200Baps\n', 'remove it', '/name'],
    ['/trustpoints/0/subjectName', 'CN=ap-7\n,O=Example', 'remove it', '/trustpoints/0/subjectName'],
  ])('at %s of %j is offered, and puts it right', (pointer, value, label, target) => {
    const draft = sampleDraft();
    set(draft, pointer, value);
    const [issue, ...others] = issuesOf(draft);
    expect(others).toEqual([]);
    expect(issue?.repair).toMatchObject({ label, pointer: target });
    set(draft, target, issue?.repair?.value);
    expect(issuesOf(draft)).toEqual([]);
  });

  test('is not offered where no other SAN Type fits', () => {
    const subjectAltNames = [{ type: 'ip-address' as const, value: '192.0.2.300' }];
    expect(issuesOf(sampleDraft({ trustpoints: [sampleTrustpoint({ subjectAltNames })] }))).toEqual([
      {
        pointer: '/trustpoints/0/subjectAltNames/0/value',
        code: 'ip-address-invalid',
        message: 'Not an IPv4 or IPv6 address',
      },
    ]);
  });
});

function issuesOf(value: unknown) {
  const { error } = PolicyDraft.safeParse(value);
  return error === undefined ? [] : toFieldIssues(error);
}

function set(draft: object, pointer: string, value: unknown): void {
  const path = parsePointer(pointer);
  const holder = path.slice(0, -1).reduce<object>((node, step) => Reflect.get(node, step) as object, draft);
  Reflect.set(holder, path.at(-1) ?? '', value);
}
