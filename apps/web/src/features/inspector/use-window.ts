import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Beyond this many rows only those in sight are drawn. */
const WHOLE = 1000;

export interface RowWindow {
  /** Which rows to draw, and how far down the first one begins. */
  readonly indexes: readonly number[];
  readonly before: number;
  readonly height: number;
  readonly reveal: (index: number) => void;
}

/** Rows of one height in a box that scrolls. */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  const isWindowed = count > WHOLE;
  const virtualizer = useVirtualizer({
    count: isWindowed ? count : 0,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const items = virtualizer.getVirtualItems();
  return {
    indexes: isWindowed ? items.map(({ index }) => index) : Array.from({ length: count }, (_, index) => index),
    before: isWindowed ? (items[0]?.start ?? 0) : 0,
    height: count * rowHeight,
    reveal(index) {
      const element = box.current;
      if (element === null) return;
      const top = index * rowHeight;
      if (top < element.scrollTop) element.scrollTop = Math.max(0, top - rowHeight);
      else if (top + rowHeight > element.scrollTop + element.clientHeight && element.clientHeight > 0) {
        element.scrollTop = top - element.clientHeight + 2 * rowHeight;
      }
    },
  };
}
