import type { AdvancedForm } from './advanced-form.ts';
import type { PolicyPath } from './field-paths.ts';

/** What each advanced setting is called, in the order in which they stand on the page. */
export const ADVANCED_LABELS: { [S in keyof AdvancedForm]: Record<keyof AdvancedForm[S], string> } = {
  messages: {
    firstMessage: 'First enrollment',
    renewalMessage: 'Renewal',
    certProfile: 'Certificate profile',
    implicitConfirm: 'Ask to go without confirmation',
  },
  protection: {
    kind: 'MAC kind',
    hash: 'Hash',
    mac: 'MAC',
    iterations: 'Iterations',
    saltOctets: 'Salt length',
  },
  acceptance: {
    sender: 'Expected sender',
    signedAnswers: 'Signed answers',
    unprotectedErrors: 'Unprotected refusals',
    changedNames: 'Changed names',
    clockSkewSeconds: 'Clock difference',
    redirects: 'Redirects',
    minIterations: 'Fewest iterations',
    maxIterations: 'Most iterations',
  },
  timeouts: {
    messageSeconds: 'One message',
    totalSeconds: 'Whole enrollment',
    waitingHours: 'Waiting for the CA',
  },
  tls: {
    serverName: 'TLS server name',
    clientTrustpointId: 'Client certificate',
    trustAnchors: 'TLS trust anchors',
  },
  proxy: { url: 'Proxy', exempt: 'Without proxy' },
};

/** One advanced setting: where it stands, what it is called, and its value as text. */
export interface AdvancedEntry {
  path: PolicyPath;
  label: string;
  value: string;
}

export function listAdvanced(form: AdvancedForm): AdvancedEntry[] {
  return Object.entries(ADVANCED_LABELS).flatMap(([section, labels]) =>
    Object.entries(labels).map(([field, label]) => ({
      // The labels are those of the form's own sections and fields.
      path: `advanced.${section}.${field}` as PolicyPath,
      label,
      value: String(Reflect.get(Reflect.get(form, section) as object, field)),
    })),
  );
}

/** How many settings are not what they are by themselves. */
export function countDifferences(form: AdvancedForm, defaults: AdvancedForm): number {
  const usual = listAdvanced(defaults);
  return listAdvanced(form).filter(({ value }, index) => value !== usual[index]?.value).length;
}
