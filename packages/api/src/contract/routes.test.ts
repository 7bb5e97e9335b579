import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { COMMON_PROBLEMS, type Route, routes } from './routes.ts';
import { PROBLEMS, type ProblemCode } from './problem-codes.ts';

const all = Object.entries(routes).flatMap(([group, members]) =>
  Object.entries(members).map(([name, route]: [string, Route]) => ({ name: `${group}.${name}`, route })),
);

test('no two routes share method and path, but for the two forms of a message', () => {
  const seen = Map.groupBy(all, ({ route }) => `${route.method} ${route.path}`);
  const shared = [...seen.values()]
    .filter((routes) => routes.length > 1)
    .map((routes) => routes.map(({ name }) => name));
  expect(shared).toEqual([['enrollments.message', 'enrollments.messageTree']]);
});

describe.each(all)('$name', ({ route }) => {
  test('describes exactly the parameters of its path', () => {
    const inPath = Array.from(route.path.matchAll(/:(\w+)/g), ([, name = '']) => name);
    const described = route.params instanceof z.ZodObject ? Object.keys(route.params.shape) : [];
    expect(described.toSorted()).toEqual(inPath.toSorted());
  });

  test('has a body only where the method carries one', () => {
    expect(route.body === undefined || ['POST', 'PUT'].includes(route.method)).toBe(true);
  });

  test('answers something exactly when it says so', () => {
    expect(route.response === undefined).toBe(route.answer === 'nothing');
    expect(route.status === 204).toBe(route.answer === 'nothing');
    expect(route.mediaTypes === undefined).toBe(route.answer === 'json' || route.answer === 'nothing');
  });

  test('names each of its problems once, and none of the common ones', () => {
    const named: ProblemCode[] = [...route.errors, ...COMMON_PROBLEMS];
    expect(named.filter((code, index) => named.indexOf(code) !== index)).toEqual([]);
    expect(named.filter((code) => !(code in PROBLEMS))).toEqual([]);
  });

  test('names the problems that follow from its manner', () => {
    const has = (code: ProblemCode) => route.errors.includes(code);
    expect(has('validation-failed')).toBe(route.body !== undefined);
    expect(has('media-type-not-supported')).toBe(route.body !== undefined);
    expect(has('version-clash')).toBe(route.version !== undefined);
    expect(has('version-required')).toBe(route.version === 'required');
    expect(has('idempotency-key-reused')).toBe(route.idempotencyKey === true);
  });

  test('can be written as JSON Schema, in both directions as they are used', () => {
    const inputs = [route.params, route.query, route.body].filter((schema) => schema !== undefined);
    const outputs = [route.response].filter((schema) => schema !== undefined);
    expect(() => {
      for (const schema of inputs) z.toJSONSchema(schema, { io: 'input' });
      for (const schema of outputs) z.toJSONSchema(schema, { io: 'output' });
    }).not.toThrow();
  });
});

test('no schema has a name that OpenAPI generation would make of another', () => {
  const answers = all.flatMap(({ route }) => [route.body, route.response]).filter((schema) => schema !== undefined);
  const names = answers.flatMap((schema) => Object.keys(z.toJSONSchema(schema, { io: 'input' }).$defs ?? {}));
  expect(names).toContain('PolicyDraft');
  expect(names.filter((name) => names.includes(`${name}Input`))).toEqual([]);
});
