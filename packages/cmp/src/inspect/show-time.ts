/** `2026-11-23 11:51:41 UTC`, or the text as it stands when it is no time in UTC. */
export function showTime(text: string): string {
  const parts = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text);
  if (parts === null) return text;
  const [, years = '', month, day, hour, minute, second, fraction = ''] = parts;
  // RFC 5280 section 4.1.2.5.1
  const century = years.length === 4 ? '' : Number(years) < 50 ? '20' : '19';
  return `${century}${years}-${month}-${day} ${hour}:${minute}:${second}${fraction} UTC`;
}
