import { z } from 'zod';
import { FIELD_ISSUE_CODES, type FieldIssueCode, type Repair, type RepairValue } from './field-issue.ts';
import { toPointer } from './json-pointer.ts';

/** What a rule has against a value. */
export interface Finding {
  readonly code: FieldIssueCode;
  readonly message: string;
  readonly repair?: FindingRepair;
}

/** A repair as its rule knows it: relative to the field, whose own place the rule does not know. */
export interface FindingRepair {
  readonly label: string;
  /** The field itself, the object it stands in, or a named field beside it. */
  readonly target: 'self' | 'parent' | { readonly beside: string };
  readonly value: RepairValue;
}

/** The message for a field that is missing, empty or null. */
export const NOTHING_ENTERED = 'Nothing entered';

export const NOT_AN_OBJECT = 'Not an object';
export const NOT_A_LIST = 'Not a list';

/** The message for a value of the wrong JSON type, and for one that is missing. */
export function expectType(text: string): { error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined || input === null || input === '' ? NOTHING_ENTERED : text) };
}

/** The message for a variant that does not exist, and for one that is not named. */
export function expectVariant(text: string): { error: (issue: z.core.$ZodRawIssue) => string } {
  return {
    error: (issue) => {
      if (issue.code !== 'invalid_union') return expectType(NOT_AN_OBJECT).error(issue);
      const named: unknown = Reflect.get(Object(issue.input), issue.discriminator ?? '');
      return expectType(text).error({ input: named });
    },
  };
}

/** Makes a rule a zod check: the first finding is the field's issue. */
export function follow<T>(...rules: readonly ((value: T) => Finding | undefined)[]): z.core.$ZodCheck<T> {
  return z.superRefine<T>((value, context) => {
    for (const rule of rules) {
      const finding = rule(value);
      if (finding === undefined) continue;
      report(context, finding);
      return;
    }
  });
}

/** Reports a finding, at a place below the value that is being checked when `path` is given. */
export function report(context: z.core.$RefinementCtx, finding: Finding, path: PropertyKey[] = []): void {
  const { code, message, repair } = finding;
  context.addIssue({ code: 'custom', message, path, params: { code, repair } });
}

/** The code and the repair of an issue that a rule of this package made. */
export function readFinding(issue: z.core.$ZodIssueCustom): { code: FieldIssueCode; repair?: Repair } {
  const code = FIELD_ISSUE_CODES.find((known) => known === issue.params?.['code']) ?? 'wrong-type';
  // Only `report` writes these params.
  const repair = issue.params?.['repair'] as FindingRepair | undefined;
  if (repair === undefined) return { code };
  return {
    code,
    repair: { label: repair.label, pointer: toPointer(targetOf(issue.path, repair)), value: repair.value },
  };
}

function targetOf(path: readonly PropertyKey[], { target }: FindingRepair): readonly PropertyKey[] {
  if (target === 'self') return path;
  if (target === 'parent') return path.slice(0, -1);
  return [...path.slice(0, -1), target.beside];
}
