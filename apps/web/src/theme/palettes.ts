/** The five palettes, ten steps each, lightest first; `dark` runs the other way, as Mantine expects it. */
export const palettes = {
  petrol: steps('EDF7FA D6ECF3 AEDAE7 82C5D8 62BAD3 3498B4 127590 0E6B85 0B5970 0A475A'),
  green: steps('E9F5EE CBE8D7 9AD3B2 63C48F 43A874 2F8F5D 237D4F 1B6E42 155935 0F4428'),
  amber: steps('FCF3E1 F8E3BB F0CB82 E3AD4F CF9230 B3771A 9C640C 8A5300 6F4300 553300'),
  red: steps('FDEEEC FAD9D5 F8B4AD F58D84 E2675C CF463B C0362C B3261E 921D17 701511'),
  gray: steps('F5F7F9 EEF1F4 DFE5EA CBD4DC A9B5C1 8594A3 667482 566473 3F4C59 16202A'),
  dark: steps('E4EAF0 BBC6D1 94A2B1 6B7B8A 2A343F 232C36 1C242D 151B22 10161C 0E1318'),
};

export type Palette = readonly [string, string, string, string, string, string, string, string, string, string];

function steps(text: string): Palette {
  const colors = text.split(' ').map((hex) => `#${hex.toLowerCase()}`);
  if (colors.length !== 10) throw new TypeError(`expected 10 steps, got ${colors.length}`);
  return colors as unknown as Palette; // counted one line above
}
