import { IconLoader2 } from '@tabler/icons-react';

import classes from './spinner.module.css';

/** The only thing that loops; with reduced motion it stands still beside its word. */
export function Spinner({ size = 16 }: { size?: number }) {
  return <IconLoader2 className={classes.spinner} size={size} stroke={1.75} aria-hidden />;
}
