/**
 * Runs something now, or when the button of the mouse or the finger that is down goes up. A field that is left by a press
 * elsewhere is judged only then: its error comes or goes, the page moves, and what was pressed would be pressed no more.
 */
export function afterPress(run: () => void): void {
  if (document.querySelector(':active') === null) {
    run();
    return;
  }
  const released = new AbortController();
  const onRelease = () => {
    released.abort();
    // The click comes after this event.
    setTimeout(run);
  };
  for (const type of ['pointerup', 'pointercancel']) {
    window.addEventListener(type, onRelease, { capture: true, signal: released.signal });
  }
}
