import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { IconButton } from './button.tsx';
import { KeyCap } from './key-cap.tsx';
import classes from './search-field.module.css';

interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  /** Called 200 ms after the last key, or at once on Enter and on clearing. */
  onSearch: (value: string) => void;
  /** The page's own search: "/" puts the focus here. */
  isPageSearch?: boolean;
  /** Inside at the right: "11 of 182". */
  aside?: ReactNode;
}

export function SearchField({ label, placeholder, value, onSearch, isPageSearch = false, aside }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const reported = useRef(value);

  // Back and forward change the value from outside; what is being typed must not be overwritten by its own echo.
  useEffect(() => {
    if (value === reported.current) return;
    reported.current = value;
    setTyped(value);
  }, [value]);

  function report(text: string) {
    if (text === reported.current) return;
    reported.current = text;
    onSearch(text);
  }

  useEffect(() => {
    const timer = setTimeout(() => report(typed), 200);
    return () => clearTimeout(timer);
  });

  return (
    <div role="search" className={classes.search}>
      <IconSearch size={16} stroke={1.75} aria-hidden />
      <input
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        data-page-search={isPageSearch || undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            report(typed);
          }
          if (event.key === 'Escape' && typed !== '') {
            event.stopPropagation();
            setTyped('');
            report('');
          }
        }}
      />
      {aside !== undefined && <span className={classes.aside}>{aside}</span>}
      {typed !== '' && (
        <IconButton
          label="Clear search"
          onClick={() => {
            setTyped('');
            report('');
          }}
        >
          <IconX size={14} stroke={1.75} aria-hidden />
        </IconButton>
      )}
      {typed === '' && isPageSearch && <KeyCap>/</KeyCap>}
    </div>
  );
}
