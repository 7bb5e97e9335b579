/** Writes the issuers of a certificate for their column: its own issuer first, the trust anchor last. */
export function storeChain(issuers: readonly Uint8Array[]): string {
  return JSON.stringify(issuers.map((der) => Buffer.from(der).toString('base64')));
}

/** The stored issuers of a certificate, DER, the trust anchor last. */
export function readChain(column: string): Uint8Array[] {
  const texts = JSON.parse(column) as string[]; // only storeChain's result is ever stored there
  return texts.map((text) => Buffer.from(text, 'base64'));
}
