import { Switch } from '../switch.tsx';
import classes from './switch-field.module.css';

interface SwitchFieldProps {
  id: string;
  label: string;
  hint?: string;
  warning?: string | undefined;
  value: boolean;
  onChange: (value: boolean) => void;
  className?: string | undefined;
}

/** A switch with its words beside it. */
export function SwitchField({ id, label, hint, warning, value, onChange, className }: SwitchFieldProps) {
  const hintId = hint === undefined ? undefined : `${id}:hint`;
  const warningId = warning === undefined ? undefined : `${id}:warning`;
  return (
    <div className={`${classes.line} ${className ?? ''}`}>
      <Switch
        id={id}
        checked={value}
        onChange={onChange}
        describedBy={[warningId, hintId].filter(Boolean).join(' ') || undefined}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {warning !== undefined && (
          <p id={warningId} className={classes.warning}>
            {warning}
          </p>
        )}
        {hint !== undefined && <p id={hintId}>{hint}</p>}
      </div>
    </div>
  );
}
