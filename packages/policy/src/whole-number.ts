import { z } from 'zod';
import { expectType, type Finding, follow } from './finding.ts';
import type { Limit } from './limits.ts';

/** A whole number within a limit, both ends included; `unit` follows the range in messages (`1 to 60 days`). */
export function wholeNumber(limit: Limit, unit = ''): z.ZodNumber {
  return z
    .number(expectType('Not a number'))
    .check(follow(isWhole, inRange(limit, unit)))
    .meta({ type: 'integer', minimum: limit.min, maximum: limit.max });
}

function isWhole(value: number): Finding | undefined {
  return Number.isInteger(value) ? undefined : { code: 'not-whole', message: `${value} is not a whole number` };
}

function inRange({ min, max }: Limit, unit: string): (value: number) => Finding | undefined {
  const range = `Enter ${min} to ${max}${unit === '' ? '' : ` ${unit}`}`;
  return (value) => {
    if (value < min) return { code: 'too-small', message: `${value} is below ${min}. ${range}` };
    if (value > max) return { code: 'too-large', message: `${value} is above ${max}. ${range}` };
    return undefined;
  };
}
