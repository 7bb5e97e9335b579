import { applyPreset, DEFAULT_ADVANCED_SETTINGS, PRESETS } from '@crypto-cmp/policy';
import { useContext, useState } from 'react';
import { useFormContext } from 'react-hook-form';

import { TextButton } from '../../../../ui/button.tsx';
import { SelectField } from '../../../../ui/field/select-field.tsx';
import { type AdvancedForm, toAdvancedForm } from '../advanced-form.ts';
import { listAdvanced } from '../advanced-labels.ts';
import classes from '../advanced-section.module.css';
import type { PolicyPath } from '../field-paths.ts';
import type { PolicyForm } from '../policy-form.ts';
import { RecheckContext } from '../policy-form-context.ts';
import { showValue } from './choices.ts';
import { Part } from './part.tsx';

/** A value before and after. */
interface Change {
  path: PolicyPath;
  label: string;
  before: string;
  after: string;
}

/** Fills in what suits one kind of CA: at once, with what it has changed, and a way back. */
export function PresetField() {
  const form = useFormContext<PolicyForm>();
  const recheck = useContext(RecheckContext);
  const [chosen, setChosen] = useState('');
  const [changes, setChanges] = useState<readonly Change[]>();
  const preset = PRESETS.find(({ id }) => id === chosen);

  function set(values: readonly { path: PolicyPath; value: string }[]) {
    for (const { path, value } of values) {
      const isSwitch = typeof form.getValues(path) === 'boolean';
      // A path of the form, and what such a field of it holds.
      form.setValue(path, isSwitch ? value === 'true' : value, { shouldDirty: true });
    }
    recheck('advanced');
  }

  function choose(id: string) {
    setChosen(id);
    const found = PRESETS.find((one) => one.id === id);
    if (found === undefined) return setChanges(undefined);
    const { advanced, servers } = form.getValues();
    const { tls, proxy } = advanced;
    const made = compare(advanced, { ...toAdvancedForm(applyPreset(found, DEFAULT_ADVANCED_SETTINGS)), tls, proxy });
    const paths = servers.flatMap((server, index): Change[] =>
      found.path === undefined || server.path !== '/'
        ? []
        : [{ path: `servers.${index}.path`, label: 'Path', before: '/', after: found.path }],
    );
    const all = [...made, ...paths];
    set(all.map(({ path, after: value }) => ({ path, value })));
    setChanges(all);
  }

  function undo() {
    set((changes ?? []).map(({ path, before }) => ({ path, value: before })));
    setChosen('');
    setChanges(undefined);
  }

  return (
    <Part title="Preset">
      <SelectField
        id="/advanced/preset"
        label="Kind of CA"
        className={classes.wide}
        value={chosen}
        onChange={choose}
        choices={CHOICES}
        hint={preset?.hint ?? 'Fills in the settings below, but for TLS and proxy'}
      />
      {changes !== undefined && (
        <div className={classes.changes} role="status">
          {changes.length === 0 ? 'Nothing to change: everything is as this preset has it.' : describe(changes.length)}
          {changes.length > 0 && (
            <>
              <dl>
                {changes.map(({ path, label, before, after }) => (
                  <div key={path} style={{ display: 'contents' }}>
                    <dt>{label}</dt>
                    <dd>
                      {showValue(before)} is now <b>{showValue(after)}</b>
                    </dd>
                  </div>
                ))}
              </dl>
              <TextButton onClick={undo}>Undo</TextButton>
            </>
          )}
        </div>
      )}
    </Part>
  );
}

function compare(before: AdvancedForm, after: AdvancedForm): Change[] {
  const next = listAdvanced(after);
  return listAdvanced(before).flatMap(({ path, label, value }, index) => {
    const changed = next[index]?.value ?? '';
    return changed === value ? [] : [{ path, label, before: value, after: changed }];
  });
}

function describe(count: number): string {
  return count === 1 ? 'It has changed 1 field:' : `It has changed ${count} fields:`;
}

const CHOICES = [
  { value: '', label: 'Choose a preset' },
  ...PRESETS.map(({ id, label, hint }) => ({ value: id, label, description: hint })),
];
