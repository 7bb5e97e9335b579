import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

interface FloatingOptions {
  open: boolean;
  /** What it hangs on. */
  anchor: RefObject<HTMLElement | null>;
  /** What floats: an element with `popover="manual"` and `position: fixed`. */
  float: RefObject<HTMLElement | null>;
  /** Which edges stand under each other. */
  align: 'start' | 'end';
  onClose: () => void;
}

/**
 * Shows something in the browser's top layer, so that nothing clips it, not even a dialog: below its anchor, or above
 * where the window ends. It closes by a press elsewhere, and when what it hangs on moves.
 */
export function useFloating({ open, anchor, float, align, onClose }: FloatingOptions): void {
  const placedAt = useRef<DOMRect>(undefined);
  useLayoutEffect(() => {
    if (!open || float.current === null || anchor.current === null) return;
    float.current.showPopover?.();
    placedAt.current = anchor.current.getBoundingClientRect();
    place(float.current, placedAt.current, align);
  }, [open, anchor, float, align]);

  useEffect(() => {
    if (!open) return undefined;
    const onPointerDown = ({ target }: Event) => {
      if (target instanceof Node && (float.current?.contains(target) || anchor.current?.contains(target))) return;
      onClose();
    };
    const onScroll = ({ target }: Event) => {
      if (target instanceof Node && float.current?.contains(target)) return;
      // The event of a scroll that ended before the opening comes a frame late: then nothing has moved.
      const { top, left } = anchor.current?.getBoundingClientRect() ?? {};
      if (top === placedAt.current?.top && left === placedAt.current?.left) return;
      onClose();
    };
    document.addEventListener('pointerdown', onPointerDown, true);
    window.addEventListener('resize', onClose);
    window.addEventListener('scroll', onScroll, true);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true);
      window.removeEventListener('resize', onClose);
      window.removeEventListener('scroll', onScroll, true);
    };
  });
}

function place(float: HTMLElement, anchor: DOMRect, align: 'start' | 'end') {
  float.style.minWidth = align === 'start' ? `${anchor.width}px` : '';
  const { offsetWidth: width, offsetHeight: height } = float;
  const below = anchor.bottom + GAP;
  const fits = below + height <= window.innerHeight - GAP || anchor.top - GAP - height < 0;
  const left = align === 'start' ? anchor.left : anchor.right - width;
  float.style.top = `${fits ? below : anchor.top - GAP - height}px`;
  float.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - width - GAP))}px`;
}

const GAP = 6;
