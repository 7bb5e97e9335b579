import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

import { singleKeysAreOn } from './single-keys.ts';

interface Shortcuts {
  onPalette: () => void;
  onHelp: () => void;
}

/** The keys that work everywhere; those of a form or a tree stay with them. */
export function useShortcuts({ onPalette, onHelp }: Shortcuts): void {
  const router = useRouter();

  useEffect(() => {
    let leadAt = -Infinity;

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeysAreOn()) return;

      const isSecond = event.timeStamp - leadAt < LEAD_MILLISECONDS;
      leadAt = event.key === 'g' && !isSecond ? event.timeStamp : -Infinity;
      const place = isSecond ? PLACES[event.key] : undefined;
      if (place !== undefined) void router.navigate({ to: place });
      else if (!act(event.key)) return;
      event.preventDefault();
    }

    function act(key: string): boolean {
      if (key === '/') return focus(document.querySelector('[data-page-search]'));
      if (key === '?') onHelp();
      else if (key === 'n' && router.state.location.pathname === '/policies')
        void router.navigate({ to: '/policies/new' });
      else if (key === 'j') return moveRow(1);
      else if (key === 'k') return moveRow(-1);
      else if (key === 'x') return selectRow();
      else return false;
      return true;
    }

    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [router, onPalette, onHelp]);
}

/** Rows mark the link that opens them with `data-row-link`; Enter on it is the browser's own. */
function moveRow(by: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = links.findIndex((link) => rowOf(link)?.contains(document.activeElement));
  return focus(links[at === -1 ? (by === 1 ? 0 : links.length - 1) : at + by] ?? null);
}

function selectRow(): boolean {
  const box = rowOf(document.activeElement)?.querySelector<HTMLElement>('input[type="checkbox"]');
  box?.click();
  return box !== null && box !== undefined;
}

function rowOf(element: Element | null): Element | null {
  return element?.closest('tr, li') ?? null;
}

function focus(element: HTMLElement | null): boolean {
  element?.focus();
  return element !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('textarea, select, [contenteditable], [role="combobox"], [role="menuitem"], [role="treeitem"]'))
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

const PLACES: Record<string, '/' | '/policies' | '/trustpoints' | '/enrollments'> = {
  h: '/',
  p: '/policies',
  t: '/trustpoints',
  e: '/enrollments',
};

const LEAD_MILLISECONDS = 1500;
