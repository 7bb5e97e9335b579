import classes from './select-box.module.css';

interface SelectBoxProps {
  /** What a screen reader says where no words stand beside it. */
  label?: string;
  checked: boolean;
  /** Some of what it stands for is selected. */
  partly?: boolean;
  onChange: (checked: boolean) => void;
}

export function SelectBox({ label, checked, partly = false, onChange }: SelectBoxProps) {
  return (
    <span className={classes.box}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(element) => {
          if (element) element.indeterminate = partly && !checked;
        }}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </span>
  );
}
