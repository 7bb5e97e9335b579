import { SegmentedField } from '../../ui/field/segmented-field.tsx';
import form from '../../ui/form/form-section.module.css';
import { useDraftField } from '../../ui/form/use-draft-field.ts';
import { SelectBox } from '../../ui/select-box.tsx';
import classes from './notifications.module.css';
import type { RuleForm } from './rule-form.ts';

export interface ChannelName {
  id: string;
  name: string;
  enabled: boolean;
}

/** Every channel, also those that come later; or some; or none, which leaves the bell. */
export function ChannelChoice({ channels }: { channels: readonly ChannelName[] }) {
  const mode = useDraftField<RuleForm, 'channels.mode'>('channels.mode');
  const chosen = useDraftField<RuleForm, 'channels.channelIds'>('channels.channelIds');
  return (
    <div className={form.wide}>
      <SegmentedField
        {...mode}
        label="Channels"
        error={chosen.error}
        choices={MODES}
        hint={mode.value === 'all' ? 'Also those that are added later.' : describeChosen(channels, chosen.value)}
      />
      {mode.value === 'chosen' && channels.length > 0 && (
        <ul className={classes.choices} aria-label="Chosen channels">
          {channels.map(({ id, name, enabled }) => (
            <li key={id}>
              <label>
                <SelectBox
                  checked={chosen.value.includes(id)}
                  onChange={(on) =>
                    chosen.onChange(on ? [...chosen.value, id] : chosen.value.filter((other) => other !== id))
                  }
                />
                {name}
                {!enabled && <span className="dimmed"> (off)</span>}
              </label>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function describeChosen(channels: readonly ChannelName[], chosen: readonly string[]): string {
  if (channels.length === 0) return 'There is no channel yet: only the bell tells of it.';
  return chosen.length === 0 ? 'None is chosen: only the bell tells of it.' : 'Only these, and the bell.';
}

const MODES = [
  { value: 'all', label: 'All' },
  { value: 'chosen', label: 'Chosen' },
] as const;
