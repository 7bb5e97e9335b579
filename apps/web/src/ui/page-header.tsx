import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

import classes from './page-header.module.css';

interface PageHeaderProps {
  /** Links to the levels above, highest first, each with its key. Only below the first level. */
  trail?: readonly ReactElement[];
  /** The last crumb, when it is shorter than the title ("branch-aps" under "Edit branch-aps"). */
  crumb?: string | undefined;
  title: ReactNode;
  /** The title as plain text, for the tab of the browser. */
  name: string;
  /** A state pill. */
  aside?: ReactNode;
  /** One or two lines below: the page's facts. */
  children?: ReactNode;
  /** At most one of them primary. */
  actions?: ReactNode;
}

/** The head of every page. On a new page the focus goes to its h1, so that a screen reader says where one has come. */
export function PageHeader({ trail, crumb, title, name, aside, children, actions }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = window.location.pathname;

  useEffect(() => {
    const isNew = lastPath !== undefined && lastPath !== path;
    // The header of a page that was still loading gives way to the page's own, and the focus goes with it.
    const isLost = focusedPath === path && document.activeElement === document.body;
    if (isNew || isLost) {
      heading.current?.focus({ preventScroll: true });
      focusedPath = path;
    }
    lastPath = path;
  }, [path]);

  return (
    <header className={classes.header}>
      <title>{`${name} · Crypto CMP Console`}</title>
      <div className={classes.words}>
        {trail && (
          <nav aria-label="Breadcrumbs" className={classes.trail}>
            <ol>
              {trail.map((link, index) => (
                <li key={link.key}>
                  {link}
                  {(crumb !== undefined || index < trail.length - 1) && (
                    <IconChevronRight size={14} stroke={1.75} aria-hidden />
                  )}
                </li>
              ))}
              {crumb !== undefined && <li aria-current="page">{crumb}</li>}
            </ol>
          </nav>
        )}
        <div className={classes.title}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {aside}
        </div>
        {children !== undefined && (
          <div className={classes.facts} data-prose>
            {children}
          </div>
        )}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}

/** The path of the page shown last; the first one after a load keeps the browser's own focus. */
let lastPath: string | undefined;

/** The path whose h1 was given the focus. */
let focusedPath: string | undefined;
