import { toPolicyDraft } from '@crypto-cmp/api';
import { boundaryCases, sampleDraft, sampleServer, sampleTrustpoint } from '@crypto-cmp/policy/testing';
import { describe, expect, test } from 'vitest';

import { problemOf } from '../../test/problem-of.ts';
import { startConsole } from '../../test/start-console.ts';

test('gives back the policy that was created, with ETag and Location, and nothing of the Secret', async () => {
  const { app, client } = await startConsole();
  const response = await app.inject({ method: 'POST', url: '/api/v1/policies', payload: sampleDraft() });

  expect(response.statusCode).toBe(201);
  expect(response.headers.etag).toBe('"1"');
  const created = response.json();
  expect(response.headers.location).toBe(`/api/v1/policies/${created.id}`);
  expect(created.trustpoints[0]).toMatchObject({
    name: 'ap-7-eap',
    referenceId: { format: 'number', value: 42 },
    secret: { isSet: true, setAt: expect.any(String) },
    state: 'empty',
    runningEnrollmentId: null,
  });
  expect(response.body).not.toContain('a Secret');
  expect(await client.policies.get({ params: { id: created.id } })).toEqual(created);
});

describe('holds each documented limit at POST, with the field in the pointer', () => {
  for (const { field, pointer, make, valid, invalid } of boundaryCases) {
    test(`the limits of ${field}`, async () => {
      const { client } = await startConsole();
      for (const sample of valid) {
        const { id } = await client.policies.create({ body: make(sample.value) });
        await client.policies.remove({ params: { id } });
      }
      for (const sample of invalid) {
        const problem = await problemOf(client.policies.create({ body: make(sample.value) }));
        expect(problem, `${field}: ${sample.name}`).toMatchObject({ code: 'validation-failed', status: 422 });
        const errors = 'errors' in problem ? problem.errors : [];
        expect(errors, `${field}: ${sample.name}`).toContainEqual(
          expect.objectContaining({ pointer: sample.at ?? pointer, code: sample.code }),
        );
      }
    });
  }
});

test('takes back what it gave, and counts the change', async () => {
  const { client } = await startConsole();
  const policy = await client.policies.create({ body: sampleDraft() });
  const replaced = await client.policies.replace({
    params: { id: policy.id },
    version: policy.version,
    body: { ...toPolicyDraft(policy), description: 'changed' },
  });

  expect(replaced).toMatchObject({ id: policy.id, version: 2, description: 'changed', createdAt: policy.createdAt });
  expect(replaced.trustpoints).toEqual(policy.trustpoints);
});

test('a change without If-Match is refused, and one made from an old version says what is stored now', async () => {
  const { app, client } = await startConsole();
  const policy = await client.policies.create({ body: sampleDraft() });
  const params = { id: policy.id };
  const body = toPolicyDraft(policy);
  await client.policies.replace({ params, version: 1, body: { ...body, description: 'first' } });

  const late = client.policies.replace({ params, version: 1, body: { ...body, description: 'second' } });
  expect(await problemOf(late)).toMatchObject({
    code: 'version-clash',
    status: 412,
    current: { version: 2, updatedAt: expect.any(String) },
  });
  const blind = await app.inject({ method: 'PUT', url: `/api/v1/policies/${policy.id}`, payload: body });
  expect(blind.statusCode).toBe(428);
  expect(blind.json()).toMatchObject({ code: 'version-required' });
  expect(blind.headers['content-type']).toContain('application/problem+json');
  expect((await client.policies.get({ params })).description).toBe('first');
  expect(await problemOf(client.policies.remove({ params, version: 1 }))).toMatchObject({ code: 'version-clash' });
});

test('refuses a name that another policy has, whatever its case', async () => {
  const { client } = await startConsole();
  await client.policies.create({ body: sampleDraft() });

  const again = sampleDraft({ name: 'BRANCH-aps', trustpoints: [sampleTrustpoint({ name: 'other' })] });
  expect(await problemOf(client.policies.create({ body: again }))).toMatchObject({
    status: 422,
    errors: [{ pointer: '/name', code: 'name-taken' }],
  });
});

test('refuses a trustpoint name of another policy at its row, and names that policy', async () => {
  const { client } = await startConsole();
  await client.policies.create({ body: sampleDraft() });

  const body = sampleDraft({
    name: 'second',
    trustpoints: [sampleTrustpoint({ name: 'free' }), sampleTrustpoint({ name: 'AP-7-eap' })],
  });
  expect(await problemOf(client.policies.create({ body }))).toMatchObject({
    errors: [{ pointer: '/trustpoints/1/name', code: 'name-taken', message: expect.stringContaining('branch-aps') }],
  });
});

test('two trustpoints may exchange their names in one change, and keep who they are', async () => {
  const { client } = await startConsole();
  const policy = await client.policies.create({
    body: sampleDraft({ trustpoints: [sampleTrustpoint({ name: 'one' }), sampleTrustpoint({ name: 'two' })] }),
  });
  const draft = toPolicyDraft(policy);
  const [one, two] = draft.trustpoints;
  if (one === undefined || two === undefined) throw new Error('expected two trustpoints');
  const swapped = await client.policies.replace({
    params: { id: policy.id },
    version: 1,
    body: {
      ...draft,
      trustpoints: [
        { ...one, name: 'two' },
        { ...two, name: 'one' },
      ],
    },
  });

  expect(swapped.trustpoints.map(({ id, name }) => [id, name])).toEqual([
    [policy.trustpoints[0]?.id, 'two'],
    [policy.trustpoints[1]?.id, 'one'],
  ]);
});

test('a row without an id continues the trustpoint of its name; a left out one goes', async () => {
  const { client } = await startConsole();
  const policy = await client.policies.create({
    body: sampleDraft({ trustpoints: [sampleTrustpoint({ name: 'one' }), sampleTrustpoint({ name: 'two' })] }),
  });
  const replaced = await client.policies.replace({
    params: { id: policy.id },
    version: 1,
    body: sampleDraft({ trustpoints: [sampleTrustpoint({ name: 'two', secret: { action: 'keep' } })] }),
  });

  expect(replaced.trustpoints.map(({ id }) => id)).toEqual([policy.trustpoints[1]?.id]);
  expect(replaced.trustpoints[0]?.secret).toEqual(policy.trustpoints[1]?.secret);
  expect((await client.policies.list({ query: { q: 'one' } })).total).toBe(0);
});

test.each([
  { action: 'keep', before: 'no trustpoint' },
  { action: 'clear', before: 'no certificate' },
] as const)('a Secret is mandatory until the first certificate: $action with $before', async ({ action, before }) => {
  const { client } = await startConsole();
  const draft = sampleDraft({ trustpoints: [sampleTrustpoint({ secret: { action } })] });
  const expected = { status: 422, errors: [{ pointer: '/trustpoints/0/secret', code: 'secret-required' }] };
  if (before === 'no trustpoint') {
    expect(await problemOf(client.policies.create({ body: draft }))).toMatchObject(expected);
    return;
  }
  const { id } = await client.policies.create({ body: sampleDraft() });
  expect(await problemOf(client.policies.replace({ params: { id }, version: 1, body: draft }))).toMatchObject(expected);
});

test('a copy gets its own names and Secrets, and knows nothing of the original', async () => {
  const { client } = await startConsole();
  const policy = await client.policies.create({ body: sampleDraft() });
  const copy = await client.policies.copy({ params: { id: policy.id }, body: { name: 'copied' } });

  expect(copy).toMatchObject({ name: 'copied', version: 1, servers: policy.servers, keyType: policy.keyType });
  expect(copy.trustpoints).toMatchObject([{ name: 'ap-7-eap-copy', secret: { isSet: true }, state: 'empty' }]);
  expect(copy.trustpoints[0]?.id).not.toBe(policy.trustpoints[0]?.id);
  const again = client.policies.copy({ params: { id: policy.id }, body: { name: 'copied' } });
  expect(await problemOf(again)).toMatchObject({ errors: [{ pointer: '/name', code: 'name-taken' }] });
});

test('a POST sent twice with one Idempotency-Key acts once; the key for another request is refused', async () => {
  const { client } = await startConsole();
  const first = await client.policies.create({ body: sampleDraft(), idempotencyKey: 'k-1' });
  const second = await client.policies.create({ body: sampleDraft(), idempotencyKey: 'k-1' });
  const other = client.policies.create({ body: sampleDraft({ name: 'other' }), idempotencyKey: 'k-1' });

  expect(second.id).toBe(first.id);
  expect(await problemOf(other)).toMatchObject({ code: 'idempotency-key-reused', status: 409 });
  expect((await client.policies.list()).total).toBe(1);
});

test('finds policies by name, host and trustpoint, and takes wildcards as they are', async () => {
  const { client } = await startConsole();
  await client.policies.create({
    body: sampleDraft({
      name: 'Alpha_1',
      servers: [sampleServer({ host: 'ca.alpha.example' })],
      trustpoints: [sampleTrustpoint({ name: 'tp-ÄRGER' })],
    }),
  });
  await client.policies.create({ body: sampleDraft({ name: 'beta', trustpoints: [sampleTrustpoint({ name: 'b' })] }) });
  const found = async (q: string) => (await client.policies.list({ query: { q } })).items.map(({ name }) => name);

  expect(await found('ALPHA')).toEqual(['Alpha_1']);
  expect(await found('ca.alpha')).toEqual(['Alpha_1']);
  expect(await found('ärger')).toEqual(['Alpha_1']);
  expect(await found('_')).toEqual(['Alpha_1']);
  expect(await found('%')).toEqual([]);
  expect(await found('')).toEqual(['Alpha_1', 'beta']);
});

test('pages through every sort, forwards and back, without skipping or repeating', async () => {
  const { client } = await startConsole();
  const names = Array.from({ length: 23 }, (_, index) => `policy-${String(index).padStart(2, '0')}`);
  for (const name of names) {
    const trustpoints = Array.from({ length: 1 + (name.length % 3) }, (_, index) =>
      sampleTrustpoint({ name: `${name}-${index}` }),
    );
    await client.policies.create({ body: sampleDraft({ name, trustpoints }) });
  }
  for (const sort of ['name', '-name', 'updatedAt', '-updatedAt', 'trustpoints', '-trustpoints'] as const) {
    const seen: string[] = [];
    let page = await client.policies.list({ query: { sort, limit: 5 } });
    const starts = [page.start];
    for (;;) {
      expect(page.total).toBe(23);
      seen.push(...page.items.map(({ name }) => name));
      if (page.nextCursor === null) break;
      page = await client.policies.list({ query: { sort, limit: 5, cursor: page.nextCursor } });
      starts.push(page.start);
    }
    expect(seen.toSorted()).toEqual(names);
    expect(starts).toEqual([0, 5, 10, 15, 20]);

    const back: string[] = page.items.map(({ name }) => name);
    while (page.previousCursor !== null) {
      page = await client.policies.list({ query: { sort, limit: 5, cursor: page.previousCursor } });
      back.unshift(...page.items.map(({ name }) => name));
    }
    expect(back).toEqual(seen);
    expect(page.start).toBe(0);
  }
});

test('refuses a cursor of another list', async () => {
  const { client } = await startConsole();
  for (const name of ['a', 'b']) {
    await client.policies.create({ body: sampleDraft({ name, trustpoints: [sampleTrustpoint({ name })] }) });
  }
  const { nextCursor } = await client.policies.list({ query: { limit: 1 } });
  const list = client.policies.list({ query: { limit: 1, sort: '-name', cursor: nextCursor ?? '' } });

  expect(await problemOf(list)).toMatchObject({ code: 'malformed-request', status: 400 });
  expect(await problemOf(client.policies.list({ query: { cursor: 'x' } }))).toMatchObject({ status: 400 });
});

test('takes the cursor it gave, however long the search', async () => {
  const { client } = await startConsole();
  const q = '😀'.repeat(100);
  for (const name of ['a', 'b']) {
    await client.policies.create({
      body: sampleDraft({ name, description: q, trustpoints: [sampleTrustpoint({ name })] }),
    });
  }
  const { nextCursor } = await client.policies.list({ query: { limit: 1, q } });

  expect((await client.policies.list({ query: { limit: 1, q, cursor: nextCursor ?? '' } })).items).toHaveLength(1);
});

test.each([[[0]], [[0, 'a', 'b', 'c']], [[]], [[1, 'a', 'b']], [[0.5, 'a', 'b']], [['x', 'a', 'b']]])(
  'refuses a cursor whose place was changed to %j',
  async (key) => {
    const { client } = await startConsole();
    for (const name of ['a', 'b']) {
      await client.policies.create({ body: sampleDraft({ name, trustpoints: [sampleTrustpoint({ name })] }) });
    }
    const { nextCursor } = await client.policies.list({ query: { limit: 1 } });
    const parts = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString()) as unknown[]; // as writeCursor wrote it
    const cursor = Buffer.from(JSON.stringify(parts.with(2, key))).toString('base64url');

    expect(await problemOf(client.policies.list({ query: { limit: 1, cursor } }))).toMatchObject({
      code: 'malformed-request',
      status: 400,
    });
  },
);

test('answers 404 for what is not there, and for addresses that do not exist', async () => {
  const { client, app } = await startConsole();

  expect(await problemOf(client.policies.get({ params: { id: 'none' } }))).toMatchObject({ code: 'policy-not-found' });
  const response = await app.inject({ method: 'GET', url: '/api/v1/nothing' });
  expect(response.json()).toMatchObject({ code: 'route-not-found', status: 404 });
  const other = await app.inject({ method: 'PUT', url: '/api/v1/policies' });
  expect(other.json()).toMatchObject({ code: 'method-not-allowed', status: 405 });
  expect(other.headers.allow).toBe('GET, POST');
});
