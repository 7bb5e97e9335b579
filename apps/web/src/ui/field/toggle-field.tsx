import { Field, type FieldProps } from './field.tsx';
import classes from './toggle-field.module.css';

interface ToggleFieldProps<T extends string> extends Omit<FieldProps, 'group'> {
  value: readonly T[];
  /** `label` is what is read aloud, `short` what stands on the button. */
  choices: readonly { value: T; label: string; short: string }[];
  /** Gets the chosen ones in the order of the choices. */
  onChange: (value: T[]) => void;
  onBlur?: (() => void) | undefined;
}

/** Choices side by side of which any may be on: check boxes in the shape of buttons. */
export function ToggleField<T extends string>({ value, choices, onChange, onBlur, ...field }: ToggleFieldProps<T>) {
  function toggle(changed: T) {
    const isOn = (choice: T) => value.includes(choice) !== (choice === changed);
    onChange(choices.map((choice) => choice.value).filter(isOn));
  }

  return (
    <Field {...field} group>
      {({ id, 'aria-invalid': invalid, 'aria-describedby': describedBy }) => (
        <div
          className={classes.toggles}
          role="group"
          aria-labelledby={`${id}:label`}
          aria-describedby={describedBy}
          data-invalid={invalid}
          onBlur={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget)) onBlur?.();
          }}
        >
          {choices.map((choice, index) => (
            <label key={choice.value} className={classes.toggle}>
              <input
                type="checkbox"
                // The first one carries the field's id, so that a link to the field lands on it.
                id={index === 0 ? id : undefined}
                aria-label={choice.label}
                aria-invalid={invalid}
                aria-describedby={invalid && describedBy}
                checked={value.includes(choice.value)}
                onChange={() => toggle(choice.value)}
              />
              <span aria-hidden>{choice.short}</span>
            </label>
          ))}
        </div>
      )}
    </Field>
  );
}
