import { lazy, Suspense, useCallback, useEffect, useState } from 'react';

import { useShortcuts } from '../keyboard/use-shortcuts.ts';

const fetchPalette = () => import('../palette/palette.tsx');
const fetchShortcuts = () => import('../keyboard/shortcuts-dialog.tsx');
const Palette = lazy(async () => ({ default: (await fetchPalette()).Palette }));
const ShortcutsDialog = lazy(async () => ({ default: (await fetchShortcuts()).ShortcutsDialog }));

/** What opens over any page, by key or by button; fetched when the page has come to rest. */
export function useOverlays() {
  const [open, setOpen] = useState<'palette' | 'keys'>();
  const openPalette = useCallback(() => setOpen('palette'), []);
  const openKeys = useCallback(() => setOpen('keys'), []);
  const close = useCallback(() => setOpen(undefined), []);
  // Whoever types on after Ctrl K types into the palette, not into a page that still waits for it.
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled([fetchPalette(), fetchShortcuts()]), 1500);
    return () => clearTimeout(timer);
  }, []);
  useShortcuts({ onPalette: openPalette, onHelp: openKeys });

  const overlay = (
    <Suspense>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'keys' && <ShortcutsDialog onClose={close} />}
    </Suspense>
  );
  return { openPalette, overlay };
}
