/** "4f:0d:2c:9a", as administrators compare serial numbers and fingerprints. */
export function formatHexColons(hex: string): string {
  return hex.match(/.{1,2}/g)?.join(':') ?? '';
}

/** "a485fd11 4af7b0dc", which may break between groups. */
export function formatHexGroups(hex: string): string {
  return hex.match(/.{1,8}/g)?.join(' ') ?? '';
}
