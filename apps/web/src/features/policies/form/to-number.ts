/**
 * Digits become a number; anything else is left as it is, for a schema to refuse in its own words. Leading zeros and spaces
 * are no number: a Reference ID of 007 is another one than 7.
 */
export function toNumber(text: string): number | string {
  if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(text)) return text;
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}
