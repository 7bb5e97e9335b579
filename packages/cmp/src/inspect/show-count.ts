/** `1 certificate`, `3 entries`; with `more`, that these are not all. */
export function showCount(count: number, counted: string, more = false): string {
  const plural = counted.endsWith('y') ? `${counted.slice(0, -1)}ies` : `${counted}s`;
  return `${more ? 'more than ' : ''}${count} ${count === 1 ? counted : plural}`;
}
