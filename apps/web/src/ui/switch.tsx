import classes from './switch.module.css';

interface SwitchProps {
  id?: string;
  /** What it switches: read out, not shown. */
  label?: string;
  checked: boolean;
  /** The change is on its way: a press does nothing. */
  busy?: boolean;
  onChange: (checked: boolean) => void;
  describedBy?: string | undefined;
}

/** On or off, at once. */
export function Switch({ id, label, checked, busy = false, onChange, describedBy }: SwitchProps) {
  return (
    <input
      id={id}
      type="checkbox"
      role="switch"
      className={classes.switch}
      aria-label={label}
      aria-describedby={describedBy}
      aria-disabled={busy || undefined}
      checked={checked}
      onChange={(event) => {
        if (!busy) onChange(event.currentTarget.checked);
      }}
    />
  );
}
