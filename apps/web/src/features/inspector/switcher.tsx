import classes from './switcher.module.css';

interface SwitcherProps<T extends string> {
  label: string;
  value: T;
  choices: readonly { readonly value: T; readonly label: string }[];
  onChange: (value: T) => void;
}

/** Two or three ways to look at the same thing. */
export function Switcher<T extends string>({ label, value, choices, onChange }: SwitcherProps<T>) {
  return (
    <div role="group" aria-label={label} className={classes.switcher}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
