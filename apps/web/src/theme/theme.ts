import { createTheme, type CSSVariablesResolver } from '@mantine/core';

import { palettes } from './palettes.ts';
import { dark, light } from './tokens.ts';

/** Mantine told in our words: its own colours fail WCAG AA, its own steps are too coarse. */
export const theme = createTheme({
  colors: palettes,
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  white: light.surface,
  black: light.text,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '22px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  activeClassName: '',
});

/** Every token as a CSS variable, and Mantine's own variables set from them. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': '20px' },
  light: variables(light),
  dark: variables(dark),
});

function variables(tokens: typeof light): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(tokens).map(([name, color]) => [`--${name}`, color])),
    '--mantine-color-text': tokens.text,
    '--mantine-color-body': tokens.surface,
    '--mantine-color-error': tokens.bad,
    '--mantine-color-success': tokens.ok,
    '--mantine-color-dimmed': tokens.dimmed,
    '--mantine-color-placeholder': tokens.placeholder,
    '--mantine-color-anchor': tokens.accent,
    '--mantine-color-bright': tokens.text,
    '--mantine-color-default': tokens.surface,
    '--mantine-color-default-hover': tokens.sunken,
    '--mantine-color-default-color': tokens.text,
    '--mantine-color-default-border': tokens['line-strong'],
  };
}
