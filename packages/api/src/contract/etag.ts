/** The ETag of a version: a strong one (RFC 9110, section 8.8.3). */
export function toEtag(version: number): string {
  return `"${version}"`;
}

/** The version an ETag or If-Match names; undefined for anything that {@link toEtag} does not make. */
export function parseEtag(etag: string): number | undefined {
  const [, digits] = /^"([1-9][0-9]{0,14})"$/.exec(etag.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
