import type { z } from 'zod';
import type { FieldIssue, FieldIssueCode } from './field-issue.ts';
import { NOTHING_ENTERED, readFinding } from './finding.ts';
import { toPointer } from './json-pointer.ts';

/** The issues of a failed parse with the schemas of this package, or of the API, in the order in which they were found. */
export function toFieldIssues(error: z.core.$ZodError): FieldIssue[] {
  return error.issues.flatMap(toIssues);
}

function toIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  switch (issue.code) {
    case 'custom': {
      const { code, repair } = readFinding(issue);
      return [{ ...at(issue, code), ...(repair === undefined ? {} : { repair }) }];
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: toPointer([...issue.path, key]),
        code: 'unknown-field',
        message: 'There is no such field',
      }));
    case 'too_small':
      return [at(issue, issue.origin === 'array' ? 'too-few' : issue.origin === 'string' ? 'too-short' : 'too-small')];
    case 'too_big':
      return [at(issue, issue.origin === 'array' ? 'too-many' : issue.origin === 'string' ? 'too-long' : 'too-large')];
    case 'invalid_union':
    case 'invalid_value':
      return [at(issue, issue.message === NOTHING_ENTERED ? 'required' : 'unknown-choice')];
    default:
      return [at(issue, issue.message === NOTHING_ENTERED ? 'required' : 'wrong-type')];
  }
}

function at(issue: z.core.$ZodIssue, code: FieldIssueCode): FieldIssue {
  return { pointer: toPointer(issue.path), code, message: issue.message };
}
