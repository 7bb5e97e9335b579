/** A POST, as it came over HTTP (RFC 9811). */
export interface LabCaRequest {
  /** The path of the URL, such as `/cmp`. */
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

/** What to send back, and how. */
export interface LabCaResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly delivery: Delivery;
}

/** How an answer travels. All but `whole` are faults, and for the host to act out. */
export type Delivery =
  | { readonly type: 'whole' }
  /** The connection stays open, and nothing ever comes. */
  | { readonly type: 'never' }
  /** The connection is reset in place of an answer. */
  | { readonly type: 'reset' }
  /** The headers announce the whole body, the connection ends after these octets of it. */
  | { readonly type: 'truncated'; readonly sentBytes: number }
  /** One octet at a time. */
  | { readonly type: 'drip'; readonly intervalMs: number };

export const WHOLE: Delivery = { type: 'whole' };

/** A CMP message over HTTP: always status 200, also for an error message (RFC 9811, section 3.1). */
export function toCmpResponse(body: Uint8Array): LabCaResponse {
  return { status: 200, headers: { 'content-type': 'application/pkixcmp' }, body, delivery: WHOLE };
}

/** For people, and for requests that are no CMP at all. */
export function toTextResponse(status: number, text: string): LabCaResponse {
  const body = new TextEncoder().encode(`${text}\n`);
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body, delivery: WHOLE };
}
