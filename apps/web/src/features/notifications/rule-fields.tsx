import { ALERT_LIMITS, type AlertRuleDraft } from '@crypto-cmp/policy';
import { useWatch } from 'react-hook-form';

import { Range } from '../../ui/field/field.tsx';
import { NumberField } from '../../ui/field/number-field.tsx';
import { SegmentedField } from '../../ui/field/segmented-field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { SwitchField } from '../../ui/field/switch-field.tsx';
import form from '../../ui/form/form-section.module.css';
import { useDraftField } from '../../ui/form/use-draft-field.ts';
import { describeMinutes } from './alert-words.ts';
import { ChannelChoice, type ChannelName } from './channel-choice.tsx';
import type { RuleForm } from './rule-form.ts';

/** Everything about one rule: when it begins, whom it tells, how often, and whether it tells the end. */
export function RuleFields({ kind, channels }: { kind: AlertRuleDraft['kind']; channels: readonly ChannelName[] }) {
  return (
    <div className={form.pair}>
      <SwitchField
        {...useDraftField<RuleForm, 'enabled'>('enabled')}
        className={form.wide}
        label="On"
        hint="While it is off, neither the channels nor the bell tell of it."
      />
      <ParameterField kind={kind} />
      <ChannelChoice channels={channels} />
      <RepeatFields />
      <SwitchField
        {...useDraftField<RuleForm, 'notifyEnd'>('notifyEnd')}
        className={form.wide}
        label="Tell the end"
        hint="One more message when it is over."
      />
    </div>
  );
}

function ParameterField({ kind }: { kind: AlertRuleDraft['kind'] }) {
  const days = useDraftField<RuleForm, 'days'>('days');
  const minutes = useDraftField<RuleForm, 'minutes'>('minutes');
  if (kind === 'ca-server-down') {
    const { min, max } = ALERT_LIMITS.downMinutes;
    return (
      <NumberField
        {...minutes}
        className={form.wide}
        label="After"
        note="without an answer"
        aside={<Range>{`${min} to ${max}`}</Range>}
        unit={minutes.value === '1' ? ' minute' : ' minutes'}
        min={min}
        max={max}
      />
    );
  }
  if (kind !== 'certificate-expiring' && kind !== 'ca-certificate-expiring') return null;
  const { min, max } = ALERT_LIMITS.expiringDays;
  return (
    <NumberField
      {...days}
      className={form.wide}
      label="Before expiry"
      aside={<Range>{`${min} to ${max}`}</Range>}
      unit={days.value === '1' ? ' day' : ' days'}
      min={min}
      max={max}
    />
  );
}

function RepeatFields() {
  const again = useDraftField<RuleForm, 'repeat.again'>('repeat.again');
  const every = useDraftField<RuleForm, 'repeat.everyMinutes'>('repeat.everyMinutes');
  const times = useDraftField<RuleForm, 'repeat.times'>('repeat.times');
  const known = useWatch<RuleForm, 'repeat.everyMinutes'>({ name: 'repeat.everyMinutes' });
  const { min, max } = ALERT_LIMITS.repeatTimes;
  // What was set through the API may be none of these.
  const choices = [...new Set([...PACES, Number(known)])].toSorted((one, other) => one - other);
  return (
    <>
      <SegmentedField
        {...again}
        className={form.wide}
        label="Messages"
        hint="Repeats stop when it is over, or when somebody acknowledges it."
        choices={REPEATS}
      />
      {again.value === 'yes' && (
        <>
          <SelectField
            {...every}
            label="Every"
            choices={choices.map((minutes) => ({ value: String(minutes), label: describeMinutes(minutes) }))}
          />
          <NumberField
            {...times}
            label="At most"
            aside={<Range>{`${min} to ${max}`}</Range>}
            unit={times.value === '1' ? ' repeat' : ' repeats'}
            min={min}
            max={max}
          />
        </>
      )}
    </>
  );
}

const REPEATS = [
  { value: 'no', label: 'One' },
  { value: 'yes', label: 'Repeated' },
] as const;

const PACES = [30, 60, 240, 720, 1440, 10_080];
