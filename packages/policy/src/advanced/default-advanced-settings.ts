import { LIMITS } from '../limits.ts';
import type { AdvancedSettings } from './advanced-settings.ts';

/** What the schema fills in: a test holds the two together. Written out, so that who needs no schema loads none. */
export const DEFAULT_ADVANCED_SETTINGS: AdvancedSettings = {
  messages: { firstMessage: 'ir', renewalMessage: 'kur', certProfile: '', implicitConfirm: false },
  protection: {
    kind: 'pbm',
    hash: 'sha256',
    mac: 'hmac-sha256',
    iterations: LIMITS.macIterations.default,
    saltOctets: LIMITS.macSaltOctets.default,
  },
  acceptance: {
    signedAnswers: true,
    unprotectedErrors: false,
    changedNames: false,
    clockSkewSeconds: LIMITS.clockSkewSeconds.default,
    sender: '',
    minIterations: LIMITS.acceptedIterations.min,
    maxIterations: LIMITS.acceptedIterations.default,
    redirects: 'never',
  },
  timeouts: { messageSeconds: null, totalSeconds: null, waitingHours: null },
  tls: { trustAnchors: [], serverName: '', clientTrustpointId: null },
  proxy: { url: '', exempt: '' },
};

/** Some of the settings. */
export type PartialAdvancedSettings = {
  readonly [S in keyof AdvancedSettings]?: Readonly<Partial<AdvancedSettings[S]>>;
};

/** Puts some settings over others: by default over the defaults, as for a policy that was stored before they were known. */
export function withAdvancedSettings(
  some: PartialAdvancedSettings,
  base: AdvancedSettings = DEFAULT_ADVANCED_SETTINGS,
): AdvancedSettings {
  return {
    messages: { ...base.messages, ...some.messages },
    protection: { ...base.protection, ...some.protection },
    acceptance: { ...base.acceptance, ...some.acceptance },
    timeouts: { ...base.timeouts, ...some.timeouts },
    tls: { ...base.tls, ...some.tls },
    proxy: { ...base.proxy, ...some.proxy },
  };
}
