import type { FieldIssueCode } from '../field-issue.ts';
import { parsePointer } from '../json-pointer.ts';
import type { PolicyDraftInput } from '../policy-draft.ts';
import { sampleDraft } from './sample-draft.ts';

/** A field of the policy with values at, below and above its limits, and of every kind it must refuse. */
export interface BoundaryCase {
  /** The field's label; with what is special about the row, after a comma. */
  readonly field: string;
  /** Where the value goes, and where its issue must be found. */
  readonly pointer: string;
  /** A draft, new each time, that has nothing wrong with it but for the value of this field. */
  readonly make: (value: unknown) => PolicyDraftInput;
  readonly valid: readonly BoundarySample[];
  readonly invalid: readonly InvalidSample[];
}

export interface BoundarySample {
  /** What is special about the value, such as `31 characters`. */
  readonly name: string;
  /** Undefined: the field is absent. */
  readonly value: unknown;
  /** What to type into the field for it; undefined where a form cannot produce the value. */
  readonly typed: string | undefined;
}

export interface InvalidSample extends BoundarySample {
  readonly code: FieldIssueCode;
  /** Where the issue is found, when not at the case's own pointer. */
  readonly at?: string;
}

/** Makes a case. `base` is the draft the value is put into; the sample draft by default. */
export function boundaryCase(
  field: string,
  pointer: string,
  samples: Pick<BoundaryCase, 'valid' | 'invalid'>,
  base: () => PolicyDraftInput = sampleDraft,
): BoundaryCase {
  return { field, pointer, make: (value) => withValue(base(), parsePointer(pointer), value), ...samples };
}

/** Without a last argument the value is typed as it is; `undefined` there says that it cannot be typed. */
export function good(name: string, value: unknown, ...typed: Typed): BoundarySample {
  return { name, value, typed: typed.length === 0 ? typedFor(value) : typed[0] };
}

export function bad(code: FieldIssueCode, name: string, value: unknown, ...typed: Typed): InvalidSample {
  return { code, ...good(name, value, ...typed) };
}

type Typed = readonly [] | readonly [typed: string | undefined];

/** The issue is found elsewhere than at the value. */
export function badAt(at: string, code: FieldIssueCode, name: string, value: unknown): InvalidSample {
  return { at, code, name, value, typed: undefined };
}

function withValue(draft: PolicyDraftInput, path: readonly (string | number)[], value: unknown): PolicyDraftInput {
  const last = path.at(-1) ?? '';
  // The steps come from the pointer of a case, so each leads to an object or a list.
  const holder = path.slice(0, -1).reduce((node: object, step) => Reflect.get(node, step) as object, draft);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
  return draft;
}

/** A one-line field takes any text without control characters; a number is typed in digits. */
function typedFor(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.isWellFormed() && !/\p{Cc}/u.test(value) ? value : undefined;
}
