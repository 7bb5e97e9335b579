/**
 * What two names are compared by: names that differ in case, or in how their characters are composed, count as the same,
 * since people tell them apart badly and other systems not at all.
 */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
