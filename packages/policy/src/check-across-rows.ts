import { z } from 'zod';
import { report } from './finding.ts';
import { nameKey } from './name-key.ts';

/**
 * Rules across the rows of a policy. They run also when a row itself has issues, so that one press of Save shows all;
 * hence they look at rows as unknown values.
 */
export const checkServerRoles = z.superRefine<unknown>(
  (rows, context) => {
    const roles = column(rows, 'role');
    if (!roles.includes('primary') && roles.every((role) => role === 'secondary')) {
      report(context, { code: 'primary-missing', message: 'A Primary is needed: the server that is asked first' });
    }
    for (const index of repeats(roles)) {
      const role = roles[index] === 'primary' ? 'Primary' : 'Secondary';
      report(context, { code: 'role-repeated', message: `There is a ${role} already` }, [index, 'role']);
    }
  },
  { when: ({ value }) => Array.isArray(value) },
);

/** Trustpoint names are unique, whatever their case. Across policies only the server can tell. */
export const checkTrustpointNames = z.superRefine<unknown>(
  (rows, context) => {
    const names = column(rows, 'name').map((name) => (name === '' || name === undefined ? undefined : nameKey(name)));
    for (const index of repeats(names)) {
      report(context, { code: 'name-repeated', message: 'Another trustpoint of this policy has this name' }, [
        index,
        'name',
      ]);
    }
  },
  { when: ({ value }) => Array.isArray(value) },
);

function column(rows: unknown, field: string): (string | undefined)[] {
  if (!Array.isArray(rows)) return [];
  return rows.map((row: unknown) => {
    const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, field) : undefined;
    return typeof value === 'string' ? value : undefined;
  });
}

/** The places of values that stand earlier in the list too. */
function repeats(values: readonly (string | undefined)[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (value === undefined) return [];
    if (seen.has(value)) return [index];
    seen.add(value);
    return [];
  });
}
