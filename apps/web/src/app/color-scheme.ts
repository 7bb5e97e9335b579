import { isMantineColorScheme, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';

/** The same key that `public/color-scheme.js` reads before the first paint. */
const KEY = 'color-scheme';

export const colorSchemeManager: MantineColorSchemeManager = {
  get(fallback: MantineColorScheme) {
    try {
      const kept = localStorage.getItem(KEY);
      return isMantineColorScheme(kept) ? kept : fallback;
    } catch {
      return fallback;
    }
  },
  set(value) {
    document.documentElement.style.background = '';
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // storage is forbidden: the choice lasts as long as the page
    }
  },
  clear() {},
  subscribe() {},
  unsubscribe() {},
};
