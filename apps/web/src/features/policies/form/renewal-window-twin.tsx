import { RenewalWindow } from '@crypto-cmp/policy';
import { useWatch } from 'react-hook-form';

import { useNow } from '../../../ui/use-now.ts';
import { describeNextOpening, describeWait, findTooRare } from './describe-opening.ts';
import type { PolicyForm } from './policy-form.ts';
import classes from './renewal-section.module.css';

/** The window in words: when it opens next, and which renewals do not wait for it. */
export function RenewalWindowTwin() {
  const now = useNow();
  const typed = useWatch<PolicyForm, 'renewalWindow'>({ name: 'renewalWindow' });
  const leadDays = useWatch<PolicyForm, 'certificateRenewalTimeout'>({ name: 'certificateRenewalTimeout' });
  const { days, from, to, timeZone } = typed;
  const window = RenewalWindow.safeParse({ days, from, to, timeZone }).data;
  const tooRare = window && findTooRare(window, Number(leadDays));
  return (
    <p className={classes.twin} aria-live="polite">
      {window && <strong>{describeNextOpening(window, now)}</strong>}
      {describeWait(Number(leadDays))}
      {tooRare !== undefined && <span className={classes.warning}>{tooRare}</span>}
    </p>
  );
}
