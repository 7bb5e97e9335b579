/** What somebody means who types "22", "9:5" or "2200"; anything else stays as it is, for the rules to refuse. */
export function completeTime(typed: string): string {
  const [, hours, minutes = '0'] = /^\s*(\d{1,2})(?:[:.h ]?(\d{1,2}))?\s*$/.exec(typed) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return typed;
  return `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
}
