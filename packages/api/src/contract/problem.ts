import { FIELD_ISSUE_CODES, type FieldIssue } from '@crypto-cmp/policy';
import { z } from 'zod';
import { Identifier } from '../read/identifier.ts';
import { Instant } from '../read/instant.ts';
import { UsedBy } from '../read/used-by.ts';
import { PROBLEMS, type ProblemCode, problemType } from './problem-codes.ts';

const plain = {
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** One or two sentences on this very case. */
  detail: z.string(),
};

/** What is wrong with one field; the same as a form finds by itself. */
export const FieldIssueRead = z
  .object({
    pointer: z.string(),
    code: z.enum(FIELD_ISSUE_CODES),
    message: z.string(),
    repair: z
      .object({
        label: z.string(),
        pointer: z.string(),
        value: z.union([z.string(), z.number(), z.record(z.string(), z.union([z.string(), z.number()]))]),
      })
      .optional(),
  })
  .meta({ id: 'FieldIssue' });

const withErrors = z.object({
  ...plain,
  code: z.enum(['validation-failed', 'malformed-request']),
  errors: z.array(FieldIssueRead),
});

const clash = z.object({
  ...plain,
  code: z.literal('version-clash'),
  /** What is stored now: read it again to see the difference. */
  current: z.object({ version: z.int(), updatedAt: Instant }),
});

const inUse = z.object({
  ...plain,
  code: z.enum(['policy-in-use', 'trustpoint-in-use']),
  usedBy: z.array(UsedBy),
  /** Whether asking again with `force` deletes it all the same. Never while an enrollment is running. */
  canForce: z.boolean(),
});

const running = z.object({ ...plain, code: z.literal('enrollment-running'), enrollmentId: Identifier });

type Extended = z.infer<typeof withErrors | typeof clash | typeof inUse | typeof running>['code'];
type Plain = Exclude<ProblemCode, Extended>;

const extendedCodes = [
  'validation-failed',
  'malformed-request',
  'version-clash',
  'policy-in-use',
  'trustpoint-in-use',
  'enrollment-running',
] as const satisfies Extended[];

// Object.keys forgets the type of the keys.
const plainCodes = (Object.keys(PROBLEMS) as ProblemCode[]).filter(
  (code): code is Plain => !extendedCodes.some((extended) => extended === code),
);

/** A problem document (RFC 9457): every answer that is no success. `code` tells the variants apart. */
export const Problem = z
  .discriminatedUnion('code', [withErrors, clash, inUse, running, z.object({ ...plain, code: z.enum(plainCodes) })])
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** What a variant has beside type, title, status, detail and code. */
export type ProblemExtension<C extends ProblemCode> = Omit<VariantOf<C>, keyof typeof plain | 'code'>;

type VariantOf<C extends ProblemCode, P = Problem> = P extends { code: infer D } ? (C extends D ? P : never) : never;

/** Makes a problem document; status and title come with the code. */
export function createProblem<C extends ProblemCode>(
  code: C,
  detail: string,
  ...[extension]: keyof ProblemExtension<C> extends never ? [] : [ProblemExtension<C>]
): Problem {
  const { status, title } = PROBLEMS[code];
  // The extension's type is bound to the code, which TypeScript does not follow through the union.
  return { type: problemType(code), title, status, detail, code, ...extension } as Problem;
}

/** The problem of a body or a query with bad fields. */
export function createValidationProblem(errors: FieldIssue[]): Problem {
  const fields = errors.length === 1 ? '1 field needs' : `${errors.length} fields need`;
  return createProblem('validation-failed', `${fields} correction.`, { errors });
}
