import { Switch } from '../switch.tsx';
import classes from './switch-field.module.css';

interface SwitchFieldProps {
  id: string;
  label: string;
  hint?: string;
  value: boolean;
  onChange: (value: boolean) => void;
  className?: string | undefined;
}

/** A switch with its words beside it. */
export function SwitchField({ id, label, hint, value, onChange, className }: SwitchFieldProps) {
  const hintId = hint === undefined ? undefined : `${id}:hint`;
  return (
    <div className={`${classes.line} ${className ?? ''}`}>
      <Switch id={id} checked={value} onChange={onChange} describedBy={hintId} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && <p id={hintId}>{hint}</p>}
      </div>
    </div>
  );
}
