/** The items of a value that may hold several, separated by commas, spaces or both. */
export function splitList(value: string): string[] {
  return value.split(/[\s,]+/).filter((item) => item !== '');
}
