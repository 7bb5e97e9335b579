import { WEEKDAYS } from '@crypto-cmp/policy';

import { SearchSelectField } from '../../../ui/field/search-select-field.tsx';
import { TextField } from '../../../ui/field/text-field.tsx';
import { ToggleField } from '../../../ui/field/toggle-field.tsx';
import { capitalize } from '../../../ui/capitalize.ts';
import { usePolicyField } from './policy-form-context.ts';
import classes from './renewal-section.module.css';
import { RenewalWindowTwin } from './renewal-window-twin.tsx';
import { completeTime } from './complete-time.ts';

/** Days, hours and time zone of the renewal window, and what they come to. */
export function RenewalWindowFields() {
  const days = usePolicyField('renewalWindow.days');
  const from = usePolicyField('renewalWindow.from');
  const to = usePolicyField('renewalWindow.to');
  const timeZone = usePolicyField('renewalWindow.timeZone');
  const leave = (field: typeof from) => () => {
    const complete = completeTime(field.value);
    if (complete !== field.value) field.onChange(complete);
    field.onBlur();
  };

  return (
    <div className={classes.window}>
      <ToggleField {...days} className={classes.days} label="Days" hint="On which it opens" choices={DAY_CHOICES} />
      <TextField
        {...from}
        onBlur={leave(from)}
        label="From"
        mono
        inputMode="numeric"
        placeholder="22:00"
        hint="24 hours"
      />
      <TextField
        {...to}
        onBlur={leave(to)}
        label="To"
        mono
        inputMode="numeric"
        placeholder="04:00"
        hint={describeEnd(from.value, to.value)}
      />
      <SearchSelectField
        {...timeZone}
        className={classes.zone}
        label="Time zone"
        hint="Its summer time counts too"
        choices={TIME_ZONES}
      />
      <RenewalWindowTwin />
    </div>
  );
}

function describeEnd(from: string, to: string): string {
  if (from === to) return 'The next day: a whole day';
  return to < from ? 'The next day' : 'The same day';
}

const DAY_CHOICES = WEEKDAYS.map((value) => ({
  value,
  label: capitalize(value),
  short: capitalize(value.slice(0, 3)),
}));

/** Some browsers leave UTC out. */
const TIME_ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].toSorted();
