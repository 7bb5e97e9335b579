import { parsePointer, toPointer } from '@crypto-cmp/policy';

import type { PolicyForm } from './policy-form.ts';

/**
 * A field's name that stays its own while rows are added and deleted: the JSON pointer with each row's key in the place of
 * its index, such as `trustpoints/new-3/subjectName`.
 */
export type FieldKey = string;

/** Undefined where the pointer leads into a row that is not there. */
export function toFieldKey(values: PolicyForm, pointer: string): FieldKey | undefined {
  const steps: string[] = [];
  let place: unknown = values;
  for (const step of parsePointer(pointer)) {
    if (Array.isArray(place)) {
      const row: unknown = typeof step === 'number' ? place[step] : undefined;
      if (row === undefined) return undefined;
      steps.push(keyOf(row) ?? String(step));
      place = row;
    } else {
      steps.push(String(step));
      place = typeof place === 'object' && place !== null ? Reflect.get(place, step) : undefined;
    }
  }
  return alias(values, steps).join('/');
}

/** Undefined where the row is gone. */
export function toFieldPointer(values: PolicyForm, key: FieldKey): string | undefined {
  const steps: (string | number)[] = [];
  let place: unknown = values;
  for (const step of key.split('/')) {
    if (Array.isArray(place)) {
      const index = place.findIndex((row: unknown) => keyOf(row) === step);
      if (index === -1) return undefined;
      steps.push(index);
      place = place[index];
    } else {
      steps.push(step);
      place = typeof place === 'object' && place !== null ? Reflect.get(place, step) : undefined;
    }
  }
  return toPointer(steps);
}

/** The key of the trustpoint a field belongs to. */
export function trustpointKeyOf(key: FieldKey): string | undefined {
  const [list, row] = key.split('/');
  return list === 'trustpoints' ? row : undefined;
}

/** What the rules find at an object is shown at the input that can put it right. */
function alias(values: PolicyForm, steps: string[]): string[] {
  const [list, row, field, ...rest] = steps;
  if (list !== 'trustpoints' || rest.length > 0) return steps;
  if (field === 'referenceId') return [...steps, 'value'];
  if (field !== 'secret') return steps;
  const action = values.trustpoints.find(({ key }) => key === row)?.secret.action;
  return [...steps, action === 'replace' ? 'value' : 'action'];
}

function keyOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const key: unknown = Reflect.get(row, 'key');
  return typeof key === 'string' ? key : undefined;
}
