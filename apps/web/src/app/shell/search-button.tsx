import { IconSearch } from '@tabler/icons-react';

import { KeyCap } from '../../ui/key-cap.tsx';
import classes from './search-button.module.css';

/** Opens the palette; looks like the input it leads to. */
export function SearchButton({ onClick }: { onClick: () => void }) {
  const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
  return (
    <button type="button" className={classes.search} aria-keyshortcuts="Control+K Meta+K" onClick={onClick}>
      <IconSearch size={16} stroke={1.75} aria-hidden />
      <span>Search</span>
      <KeyCap>{isMac ? '⌘ K' : 'Ctrl K'}</KeyCap>
    </button>
  );
}
