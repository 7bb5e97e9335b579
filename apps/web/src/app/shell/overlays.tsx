import { lazy, Suspense, useCallback, useState } from 'react';

import { useShortcuts } from '../keyboard/use-shortcuts.ts';

const Palette = lazy(async () => ({ default: (await import('../palette/palette.tsx')).Palette }));
const ShortcutsDialog = lazy(async () => ({
  default: (await import('../keyboard/shortcuts-dialog.tsx')).ShortcutsDialog,
}));

/** What opens over any page, by key or by button; fetched when first asked for. */
export function useOverlays() {
  const [open, setOpen] = useState<'palette' | 'keys'>();
  const openPalette = useCallback(() => setOpen('palette'), []);
  const openKeys = useCallback(() => setOpen('keys'), []);
  const close = useCallback(() => setOpen(undefined), []);
  useShortcuts({ onPalette: openPalette, onHelp: openKeys });

  const overlay = (
    <Suspense>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'keys' && <ShortcutsDialog onClose={close} />}
    </Suspense>
  );
  return { openPalette, overlay };
}
