/** After the next paint, since a link that was pressed is gone by then, and a closed row is open. */
export function focusField(pointer: string): void {
  requestAnimationFrame(() => {
    const element = findField(pointer);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'center' });
  });
}

/** The field itself, else the first one below it, else the nearest thing around it that has a place on the page. */
function findField(pointer: string): HTMLElement | null {
  for (let place = pointer; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const inside = `[id^="${CSS.escape(place)}/"]:is(input, textarea, button)`;
    const element = document.getElementById(place) ?? document.querySelector<HTMLElement>(inside);
    if (element !== null) return element;
  }
  return null;
}
