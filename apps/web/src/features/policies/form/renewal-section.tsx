import type { PolicyTrustpoint } from '@crypto-cmp/api';
import { LIMITS } from '@crypto-cmp/policy';
import { lazy, memo, Suspense } from 'react';

import { Range } from '../../../ui/field/field.tsx';
import { NumberField } from '../../../ui/field/number-field.tsx';
import { SegmentedField } from '../../../ui/field/segmented-field.tsx';
import { FormSection } from '../../../ui/form/form-section.tsx';
import columns from '../../../ui/form/form-section.module.css';
import { findShortLives } from './find-short-lives.ts';
import { usePolicyField } from './policy-form-context.ts';
import renewalClasses from './renewal-section.module.css';

/** Only few policies have a window, and choosing one takes a good deal of code. */
const RenewalWindowFields = lazy(() =>
  import('./renewal-window-fields.tsx').then((module) => ({ default: module.RenewalWindowFields })),
);

/** When the policy's certificates are renewed by themselves. */
export const RenewalSection = memo(function RenewalSection({ stored }: { stored: readonly PolicyTrustpoint[] }) {
  const timeout = usePolicyField('certificateRenewalTimeout');
  const kind = usePolicyField('renewalWindow.kind');
  const { min, max } = LIMITS.certificateRenewalTimeout;
  const shortLives = findShortLives(stored, timeout.value);

  return (
    <FormSection
      title="Renewal"
      hint="Certificates are renewed by themselves. A new lead time or window counts at once."
    >
      <div className={columns.pair}>
        <NumberField
          {...timeout}
          label="Certificate Renewal Timeout"
          note="lead time"
          aside={
            <Range>
              {min} to {max}
            </Range>
          }
          hint="Renewal starts this many days before expiry"
          unit={timeout.value === '1' ? ' day' : ' days'}
          min={min}
          max={max}
        />
        <SegmentedField
          {...kind}
          label="Renewal window"
          choices={KIND_CHOICES}
          hint={kind.value === 'any' ? 'Renewals are tried when they are due' : 'Renewals wait for these hours'}
        />
      </div>
      {shortLives !== undefined && <p className={renewalClasses.warning}>{shortLives}</p>}
      {kind.value === 'hours' && (
        <Suspense fallback={<div className={renewalClasses.loading} />}>
          <RenewalWindowFields />
        </Suspense>
      )}
    </FormSection>
  );
});

const KIND_CHOICES = [
  { value: 'any', label: 'Any time' },
  { value: 'hours', label: 'Certain hours' },
] as const;
