/** A number of DESIGN's promises, as it was measured, and what was promised. */
export interface Figure {
  readonly section: string;
  readonly name: string;
  readonly value: number;
  readonly unit: '%' | '×' | 'ms';
  readonly goal?: Goal;
  /** The times behind it, in words. */
  readonly from: string;
}

export type Goal = { readonly atMost: number } | { readonly atLeast: number };

export function isMet({ value, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

export function formatFigure(figure: Figure): string {
  const { name, value, unit, from } = figure;
  const verdict = { true: 'met', false: 'MISSED', undefined: '' }[`${isMet(figure)}`];
  const numbers = [`${formatNumber(value)} ${unit}`.padStart(10), formatGoal(figure).padEnd(18), verdict.padEnd(7)];
  return `  ${name.padEnd(58)}${numbers.join('  ')}\n      ${from}`;
}

/** `1,234 ms`, `0.123 ms`: three digits that mean something. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: value >= 100 ? 4 : 3 });
}

function formatGoal({ goal, unit }: Figure): string {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `goal: at most ${goal.atMost} ${unit}` : `goal: at least ${goal.atLeast} ${unit}`;
}
