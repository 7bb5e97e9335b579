import { IconMenu2, IconSearch, IconX } from '@tabler/icons-react';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import type { LiveConnection } from '../../api-client/live.ts';
import { IconButton } from '../../ui/button.tsx';
import { Toasts } from '../../ui/toast.tsx';
import { useIsCompact } from '../../ui/use-media.ts';
import { Bell } from './bell.tsx';
import { Brand } from './brand.tsx';
import { LiveMark } from './live-mark.tsx';
import { Navigation } from './navigation.tsx';
import { useOverlays } from './overlays.tsx';
import { SearchButton } from './search-button.tsx';
import classes from './shell.module.css';
import { ThemeSwitch } from './theme-switch.tsx';

/** The frame around every page: side bar, or under 900 px a top bar with a drawer. */
export function Shell({ live }: { live: LiveConnection }) {
  const compact = useIsCompact();
  const { openPalette, overlay } = useOverlays();
  const foot = (
    <div className={classes.foot}>
      <LiveMark connection={live} />
      <ThemeSwitch />
    </div>
  );

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      {compact ? (
        <TopBar onSearch={openPalette}>{foot}</TopBar>
      ) : (
        <header className={classes.side}>
          <div className={classes.sideHead}>
            <Brand />
            <Bell />
          </div>
          <SearchButton onClick={openPalette} />
          <Navigation />
          {foot}
        </header>
      )}
      <main id="content" className={classes.main} tabIndex={-1} data-quiet-focus>
        <div className={classes.page}>
          <Outlet />
        </div>
      </main>
      <Toasts />
      {overlay}
    </div>
  );
}

function TopBar({ onSearch, children }: { onSearch: () => void; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <header className={classes.top}>
      <IconButton label="Menu" aria-expanded={open} onClick={() => setOpen(true)}>
        <IconMenu2 size={20} stroke={1.75} aria-hidden />
      </IconButton>
      <span className={classes.where}>{sectionOf(path)}</span>
      <Bell />
      <IconButton label="Search" onClick={onSearch}>
        <IconSearch size={20} stroke={1.75} aria-hidden />
      </IconButton>
      {open && <Drawer onClose={() => setOpen(false)}>{children}</Drawer>}
    </header>
  );
}

function Drawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.drawer}
      aria-label="Menu"
      onCancel={onClose}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={classes.side}>
        <div className={classes.drawerHead}>
          <Brand />
          <IconButton label="Close menu" onClick={onClose}>
            <IconX size={18} stroke={1.75} aria-hidden />
          </IconButton>
        </div>
        <Navigation onNavigate={onClose} />
        {children}
      </div>
    </dialog>
  );
}

function sectionOf(path: string): string {
  const first = path.split('/')[1] ?? '';
  return SECTIONS[first] ?? 'Crypto CMP Console';
}

const SECTIONS: Record<string, string> = {
  '': 'Home',
  policies: 'Policies',
  trustpoints: 'Trustpoints',
  enrollments: 'Enrollments',
  alerts: 'Alerts',
  settings: 'Settings',
};
