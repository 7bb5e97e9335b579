import type { AdvancedSettings } from './advanced-settings.ts';
import { type PartialAdvancedSettings, withAdvancedSettings } from './default-advanced-settings.ts';

/** Settings that suit one kind of CA. */
export interface Preset {
  readonly id: string;
  readonly label: string;
  /** What it is for, and what still has to be agreed with the CA. */
  readonly hint: string;
  /** What differs from the defaults. */
  readonly settings: PartialAdvancedSettings;
  /** Put in for a Path that is still `/`. */
  readonly path?: string;
}

/**
 * What a preset makes of the settings: what concerns the CA is replaced as a whole, so that one preset leaves nothing behind
 * for the next. The way to the server (TLS, proxy) is the site's own, and stays.
 */
export function applyPreset({ settings }: Preset, current: AdvancedSettings): AdvancedSettings {
  const { tls, proxy } = current;
  return { ...withAdvancedSettings(settings), tls, proxy };
}

/** See decision 21 for what each is based on. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'lightweight',
    label: 'Lightweight CMP profile',
    hint: 'RFC 9483: PBMAC1, ir with the Secret, kur with the certificate, certConf always, no leniency.',
    settings: { protection: { kind: 'pbmac1' }, acceptance: { signedAnswers: false } },
    path: '/.well-known/cmp',
  },
  {
    id: 'ejbca-client',
    label: 'EJBCA, client mode',
    hint: 'The end entity is registered at EJBCA: its name is the Reference ID, its enrollment code the Secret. kur needs “Automatic Key Update”.',
    settings: {},
    path: '/ejbca/publicweb/cmp/alias',
  },
  {
    id: 'ejbca-ra',
    label: 'EJBCA, RA mode',
    hint: 'The alias has one Secret, and makes an end entity of each request. Renewal asks as the first enrollment does, so the Secret has to stay.',
    settings: { messages: { renewalMessage: 'as-first' } },
    path: '/ejbca/publicweb/cmp/alias',
  },
  {
    id: 'insta',
    label: 'Insta Certifier, Nokia NCM',
    hint: 'Its errors come without protection, so they are taken as the end of an enrollment.',
    settings: { acceptance: { unprotectedErrors: true } },
    path: '/pkix/',
  },
  {
    id: 'openssl-mock',
    label: 'OpenSSL mock server',
    hint: 'For trying Path and Secret: it answers with a certificate made beforehand, whose key is another one, so enrollments end there.',
    settings: { timeouts: { totalSeconds: 60 } },
    path: '/pkix/',
  },
];
