import { describe, expect, it } from 'vitest';

import { palettes } from './palettes.ts';
import { cssVariablesResolver, theme } from './theme.ts';
import { dark, light, type Token } from './tokens.ts';

const schemes = { light, dark };
const TEXT: Token[] = ['text', 'soft', 'dimmed', 'accent', 'ok', 'warn', 'bad', 'neutral'];
const TINTS: Token[] = ['accent-tint', 'ok-tint', 'warn-tint', 'bad-tint'];

/** Which text stands on which ground. */
const readable: [Token, Token][] = [
  ...TEXT.flatMap((text) =>
    (['surface', 'canvas', 'raised', 'sunken'] as const).map((ground): [Token, Token] => [text, ground]),
  ),
  ['placeholder', 'surface'],
  ['placeholder', 'raised'],
  ['on-primary', 'primary'],
  ['on-primary', 'danger'],
  ...TINTS.flatMap((ground) => (['text', 'soft', 'dimmed'] as const).map((text): [Token, Token] => [text, ground])),
  ['accent', 'accent-tint'],
  ['ok', 'ok-tint'],
  ['warn', 'warn-tint'],
  ['bad', 'bad-tint'],
];

/** Edges of what can be operated, and marks that carry a meaning without words. */
const visible: [Token, Token][] = [
  ['line-strong', 'surface'],
  ['line-strong', 'raised'],
  ['accent', 'surface'],
  ['accent', 'canvas'],
  ['primary', 'surface'],
  ['bad', 'surface'],
];

describe.each(Object.entries(schemes))('colours, %s', (_, tokens) => {
  it.each(readable)('%s is readable on %s: 4.5 to 1', (text, ground) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(visible)('%s is visible on %s: 3 to 1', (edge, ground) => {
    expect(contrast(tokens[edge], tokens[ground])).toBeGreaterThanOrEqual(3);
  });
});

describe('Mantine', () => {
  it.each(['light', 'dark'] as const)('draws with the tokens, %s', (scheme) => {
    const variables = cssVariablesResolver({ ...theme } as Parameters<typeof cssVariablesResolver>[0])[scheme];
    const tokens = schemes[scheme];
    expect(variables['--mantine-color-error']).toBe(tokens.bad);
    expect(variables['--mantine-color-dimmed']).toBe(tokens.dimmed);
    expect(variables['--mantine-color-placeholder']).toBe(tokens.placeholder);
    expect(variables['--mantine-color-default-border']).toBe(tokens['line-strong']);
    expect(variables['--line-strong']).toBe(tokens['line-strong']);
  });

  it('fills its primary buttons with a colour white text is readable on', () => {
    const shade = theme.primaryShade;
    if (typeof shade !== 'object') throw new TypeError('expected a shade for each scheme');
    expect(palettes.petrol[shade.light ?? 0]).toBe(light.primary);
    expect(palettes.petrol[shade.dark ?? 0]).toBe(dark.primary);
  });
});

describe('the measure itself', () => {
  it('gives the known ratios', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
