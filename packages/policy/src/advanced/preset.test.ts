import { describe, expect, test } from 'vitest';
import { toFieldIssues } from '../to-field-issues.ts';
import { PolicyDraft } from '../policy-draft.ts';
import { sampleDraft, sampleServer } from '../testing/sample-draft.ts';
import { DEFAULT_ADVANCED_SETTINGS, withAdvancedSettings } from './default-advanced-settings.ts';
import { applyPreset, PRESETS } from './preset.ts';

const presetOf = (id: string) => {
  const preset = PRESETS.find((one) => one.id === id);
  if (preset === undefined) throw new Error(`expected a preset ${id}`);
  return preset;
};

describe.each(PRESETS)('the preset $label', (preset) => {
  test('makes a policy that can be saved', () => {
    const server = sampleServer({ path: preset.path ?? '/' });
    const advanced = applyPreset(preset, DEFAULT_ADVANCED_SETTINGS);
    const { error } = PolicyDraft.safeParse(sampleDraft({ servers: [server], advanced }));
    expect(error === undefined ? [] : toFieldIssues(error)).toEqual([]);
  });

  test('leaves the way to the server alone, and nothing of a preset before it', () => {
    const proxy = { url: 'http://proxy.example.net:3128', exempt: '' };
    const before = withAdvancedSettings({ messages: { firstMessage: 'p10cr', certProfile: 'old' }, proxy });
    const after = applyPreset(preset, before);
    expect(after.proxy).toEqual(proxy);
    expect(after.messages.certProfile).toBe('');
    expect(after).toEqual({ ...applyPreset(preset, DEFAULT_ADVANCED_SETTINGS), proxy });
  });

  test('allows no certificate that nobody vouches for, and no outdated algorithm', () => {
    const { acceptance, protection } = applyPreset(preset, DEFAULT_ADVANCED_SETTINGS);
    expect(acceptance.changedNames).toBe(false);
    expect(acceptance.redirects).toBe('never');
    expect([protection.hash, protection.mac].join()).not.toContain('sha1');
  });
});

test('the Lightweight profile asks by PBMAC1 and takes a MAC alone for it', () => {
  const { protection, acceptance, messages } = applyPreset(presetOf('lightweight'), DEFAULT_ADVANCED_SETTINGS);
  expect(protection.kind).toBe('pbmac1');
  expect(acceptance).toMatchObject({ signedAnswers: false, unprotectedErrors: false });
  expect(messages).toEqual({ firstMessage: 'ir', renewalMessage: 'kur', certProfile: '', implicitConfirm: false });
});

test('EJBCA in client mode is what the defaults are made for', () => {
  expect(applyPreset(presetOf('ejbca-client'), DEFAULT_ADVANCED_SETTINGS)).toEqual(DEFAULT_ADVANCED_SETTINGS);
});

test('EJBCA in RA mode renews as it enrolls', () => {
  const { messages } = applyPreset(presetOf('ejbca-ra'), DEFAULT_ADVANCED_SETTINGS);
  expect(messages.renewalMessage).toBe('as-first');
});

test('Insta Certifier may refuse without protection', () => {
  const { acceptance } = applyPreset(presetOf('insta'), DEFAULT_ADVANCED_SETTINGS);
  expect(acceptance).toMatchObject({ unprotectedErrors: true, signedAnswers: true });
});

test('the mock server of OpenSSL is not waited for', () => {
  const { timeouts } = applyPreset(presetOf('openssl-mock'), DEFAULT_ADVANCED_SETTINGS);
  expect(timeouts.totalSeconds).toBe(60);
});
