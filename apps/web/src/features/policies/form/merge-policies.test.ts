import { DEFAULT_ADVANCED_SETTINGS } from '@crypto-cmp/policy';
import { describe, expect, it } from 'vitest';

import { toAdvancedForm } from './advanced-form.ts';
import { mergePolicies, type Side } from './merge-policies.ts';
import { countChanges } from './policy-changes.ts';
import type { PolicyForm, TrustpointForm } from './policy-form.ts';

const base: PolicyForm = {
  name: 'branch-aps',
  description: '',
  certificateRenewalTimeout: '14',
  renewalWindow: { kind: 'any', days: ['saturday'], from: '22:00', to: '04:00', timeZone: 'UTC' },
  keyType: 'ec-p256',
  servers: [{ key: 'primary', role: 'primary', transport: 'http', host: 'ca1.example.net', port: '80', path: '/cmp' }],
  trustAnchors: [{ key: 'pem-A', pem: 'A' }],
  trustpoints: [trustpoint('t1', 'ap-1'), trustpoint('t2', 'ap-2')],
  advanced: toAdvancedForm(DEFAULT_ADVANCED_SETTINGS),
};

describe('merging two versions of a policy', () => {
  it('takes advanced settings one by one, and asks about one that both have changed', () => {
    const { advanced } = base;
    const mine = { ...base, advanced: { ...advanced, protection: { ...advanced.protection, iterations: '1' } } };
    const theirs = {
      ...base,
      advanced: { ...advanced, protection: { ...advanced.protection, iterations: '2', kind: 'pbmac1' as const } },
    };
    const { values, conflicts } = mergePolicies(base, mine, theirs, () => 'mine');
    expect(conflicts).toEqual([{ id: '/advanced/protection/iterations', label: 'Iterations', mine: '1', theirs: '2' }]);
    expect(values.advanced.protection).toMatchObject({ iterations: '1', kind: 'pbmac1' });
    expect(countChanges(base, theirs)).toBe(2);
  });

  it('takes from each side what it alone has changed', () => {
    const mine = { ...base, name: 'mine', trustpoints: edit(base, 't1', { senderName: 'CN=mine' }) };
    const theirs = {
      ...base,
      keyType: 'ed25519' as const,
      trustpoints: edit(base, 't1', { subjectName: 'CN=theirs' }),
    };

    const { values, conflicts } = merge(mine, theirs);

    expect(conflicts).toEqual([]);
    expect(values).toMatchObject({ name: 'mine', keyType: 'ed25519' });
    expect(values.trustpoints[0]).toMatchObject({ senderName: 'CN=mine', subjectName: 'CN=theirs' });
  });

  it('shows both versions of a field that both have changed, and takes the chosen one', () => {
    const mine = { ...base, servers: base.servers.map((server) => ({ ...server, path: '/mine' })) };
    const theirs = { ...base, servers: base.servers.map((server) => ({ ...server, path: '/theirs' })) };

    expect(merge(mine, theirs).conflicts).toEqual([
      { id: 'servers/primary/path', label: 'Primary, Path', mine: '/mine', theirs: '/theirs' },
    ]);
    expect(merge(mine, theirs, 'mine').values.servers[0]?.path).toBe('/mine');
    expect(merge(mine, theirs, 'theirs').values.servers[0]?.path).toBe('/theirs');
  });

  it('shows two renewal windows in words, and none where only what is not in use differs', () => {
    const hours = { ...base.renewalWindow, kind: 'hours' as const };
    const mine = { ...base, renewalWindow: hours };
    const theirs = { ...base, renewalWindow: { ...hours, days: ['sunday' as const] } };

    const { conflicts, values } = merge(mine, theirs, 'mine');
    expect(conflicts).toMatchObject([
      { label: 'Renewal window', mine: 'Sat, 22:00 to 04:00, UTC', theirs: 'Sun, 22:00 to 04:00, UTC' },
    ]);
    expect(values.renewalWindow).toEqual(hours);
    expect(countChanges(base, { ...base, renewalWindow: { ...base.renewalWindow, from: '23:00' } })).toBe(0);
  });

  it('finds no conflict where both have made the same change', () => {
    const both = { ...base, name: 'same' };
    expect(merge(both, both)).toEqual({ values: both, conflicts: [] });
  });

  it('keeps the rows that either side has added, and drops those that either has deleted untouched', () => {
    const mine = { ...base, trustpoints: [...base.trustpoints.slice(0, 1), trustpoint('new-1', 'ap-3', false)] };
    const theirs = { ...base, trustAnchors: [], trustpoints: [...base.trustpoints, trustpoint('t4', 'ap-4')] };

    const { values, conflicts } = merge(mine, theirs);

    expect(conflicts).toEqual([]);
    expect(values.trustAnchors).toEqual([]);
    expect(values.trustpoints.map(({ name }) => name)).toEqual(['ap-1', 'ap-4', 'ap-3']);
  });

  it('asks about a row that one side has deleted and the other changed', () => {
    const without = { ...base, trustpoints: base.trustpoints.slice(0, 1) };
    const changed = { ...base, trustpoints: edit(base, 't2', { senderName: 'CN=new' }) };

    expect(merge(without, changed).conflicts).toMatchObject([{ id: 'trustpoints/t2', mine: undefined }]);
    expect(merge(without, changed, 'mine').values.trustpoints).toHaveLength(1);
    expect(merge(without, changed, 'theirs').values.trustpoints).toHaveLength(2);

    expect(merge(changed, without).conflicts).toMatchObject([{ id: 'trustpoints/t2', theirs: undefined }]);
    expect(merge(changed, without, 'theirs').values.trustpoints).toHaveLength(1);
    // The stored one is gone: what is kept is a new trustpoint, which needs its Secret again.
    const [, revived] = merge(changed, without, 'mine').values.trustpoints;
    expect(revived).toMatchObject({ name: 'ap-2', senderName: 'CN=new', secret: { action: 'replace', value: '' } });
    expect(revived?.stored).toBeUndefined();
  });

  it('notices a Secret that both have replaced, without seeing either', () => {
    const mine = { ...base, trustpoints: edit(base, 't1', { secret: { action: 'replace', value: 'swordfish' } }) };
    const stored = { id: 't1', secretSetAt: '2026-11-23T11:49:00.000Z', hasCertificate: true };
    const theirs = { ...base, trustpoints: edit(base, 't1', { stored }) };

    const { conflicts } = merge(mine, theirs);

    expect(conflicts).toMatchObject([{ label: 'Trustpoint ap-1, Secret' }]);
    expect(JSON.stringify(conflicts)).not.toContain('swordfish');
    expect(merge(mine, theirs, 'mine').values.trustpoints[0]).toMatchObject({ secret: { value: 'swordfish' }, stored });
    expect(merge(mine, theirs, 'theirs').values.trustpoints[0]).toMatchObject({ secret: { action: 'keep' }, stored });
  });
});

describe('counting changes', () => {
  it.each<[string, number, Partial<PolicyForm>]>([
    ['nothing', 0, {}],
    ['a field', 1, { name: 'other' }],
    ['a deleted row, not its neighbours', 1, { trustpoints: base.trustpoints.slice(1) }],
    ['an added row', 1, { trustpoints: [trustpoint('new-1', 'ap-0', false), ...base.trustpoints] }],
    ['two fields of one row', 2, { trustpoints: edit(base, 't2', { name: 'x', recipientName: 'CN=CA' }) }],
    ['a trust anchor in the place of another', 2, { trustAnchors: [{ key: 'pem-B', pem: 'B' }] }],
    ['a Secret that will be cleared', 1, { trustpoints: edit(base, 't1', { secret: { action: 'clear', value: '' } }) }],
  ])('%s: %i', (_, count, change) => {
    expect(countChanges(base, { ...base, ...change })).toBe(count);
  });
});

function merge(mine: PolicyForm, theirs: PolicyForm, side: Side = 'mine') {
  return mergePolicies(base, mine, theirs, () => side);
}

function edit(policy: PolicyForm, key: string, change: Partial<TrustpointForm>): TrustpointForm[] {
  return policy.trustpoints.map((row) => (row.key === key ? { ...row, ...change } : row));
}

function trustpoint(key: string, name: string, isStored = true): TrustpointForm {
  return {
    key,
    name,
    subjectName: `CN=${name}`,
    referenceId: { format: 'number', value: '7' },
    secret: { action: isStored ? 'keep' : 'replace', value: '' },
    senderName: `CN=${name}`,
    recipientName: '',
    subjectAltNames: [{ key: 'san-0', type: 'fqdn', value: `${name}.example.net` }],
    ...(isStored ? { stored: { id: key, secretSetAt: '2026-09-04T08:00:00.000Z', hasCertificate: true } } : {}),
  };
}
