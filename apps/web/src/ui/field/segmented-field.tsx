import { Field, type FieldProps } from './field.tsx';
import classes from './field.module.css';

interface SegmentedFieldProps<T extends string> extends Omit<FieldProps, 'group'> {
  value: T;
  choices: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** Two or three choices side by side: a radio group. */
export function SegmentedField<T extends string>({ value, choices, onChange, ...field }: SegmentedFieldProps<T>) {
  return (
    <Field {...field} group>
      {({ id, ...control }) => (
        <div {...control} className={classes.segments} role="radiogroup" aria-labelledby={`${id}:label`}>
          {choices.map((choice) => (
            <label key={choice.value} className={classes.segment}>
              <input
                type="radio"
                name={id}
                // The chosen one carries the field's id, so that a link to the field lands on it.
                id={choice.value === value ? id : undefined}
                checked={choice.value === value}
                onChange={() => onChange(choice.value)}
              />
              <span>{choice.label}</span>
            </label>
          ))}
        </div>
      )}
    </Field>
  );
}
