import { mergePolicies } from './merge-policies.ts';
import { countChanges } from './policy-changes.ts';
import type { PolicyForm } from './policy-form.ts';

/**
 * The form goes on from what was saved. What was typed while the save was under way is kept; new rows have got their
 * lasting keys, in the order they were sent.
 */
export function continueAfterSave(sent: PolicyForm, current: PolicyForm, saved: PolicyForm) {
  const keys = new Map([
    ...pairs(sent.servers, saved.servers),
    ...pairs(sent.trustAnchors, saved.trustAnchors),
    ...pairs(sent.trustpoints, saved.trustpoints),
  ]);
  if (countChanges(sent, current) === 0) return { base: saved, values: saved, keys };
  const { values } = mergePolicies(rekey(sent, keys), rekey(current, keys), saved, () => 'mine');
  return { base: saved, values, keys };
}

function pairs(sent: readonly { key: string }[], saved: readonly { key: string }[]): [string, string][] {
  return sent.flatMap(({ key }, index) => {
    const kept = saved[index];
    return kept === undefined ? [] : [[key, kept.key]];
  });
}

function rekey(values: PolicyForm, keys: ReadonlyMap<string, string>): PolicyForm {
  const rename = <T extends { key: string }>(row: T): T => ({ ...row, key: keys.get(row.key) ?? row.key });
  return {
    ...values,
    servers: values.servers.map(rename),
    trustAnchors: values.trustAnchors.map(rename),
    trustpoints: values.trustpoints.map(rename),
  };
}
