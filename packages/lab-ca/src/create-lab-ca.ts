import { isPKIMessageContentType, PKIMessage } from '@crypto-cmp/cmp';
import { decode, DerError, toHex } from '@crypto-cmp/der';

import { composeStrangersError } from './composing/compose-answer.ts';
import type { Conduct } from './conduct.ts';
import { handleMessage } from './handle-message.ts';
import { handleNested } from './handle-nested.ts';
import { type Lab, openLab } from './lab.ts';
import type { LabCaOptions } from './lab-ca-options.ts';
import { type LabCaRequest, type LabCaResponse, toCmpResponse, toTextResponse } from './lab-ca-response.ts';
import { parsePath } from './parse-path.ts';
import { readPublished } from './revoking/read-published.ts';
import { Refusal } from './refusal.ts';

/** A running CA, without a network of its own. */
export interface LabCa {
  /** DER; another one after {@link LabCa.rollRoot}. */
  readonly rootCertificate: Uint8Array;
  /** DER. Its subject is the sender of all answers. */
  readonly issuingCertificate: Uint8Array;
  /** DER, of the KEM key; absent without one. */
  readonly kemCertificate?: Uint8Array;
  /** Answers one POST. Whatever the request holds, the outcome is a response. */
  handle(request: LabCaRequest): Promise<LabCaResponse>;
  /** What a GET of this path brings; undefined where nothing lies. */
  read(path: string): Promise<LabCaResponse | undefined>;
  /** Puts the next root in force: RFC 9810, section 4.4. */
  rollRoot(): Promise<void>;
}

/** Opens a CA for trying and testing: it takes its keys and certificates out of the store, or makes them. */
export async function createLabCa(options: LabCaOptions): Promise<LabCa> {
  const lab = await openLab(options);
  return {
    get rootCertificate() {
      return lab.authority.root.certificate.der;
    },
    get issuingCertificate() {
      return lab.authority.issuing.certificate.der;
    },
    ...(lab.kem && { kemCertificate: lab.kem.certificate.der }),
    handle: async (request) => handle(request, lab),
    read: async (path) => readPublished(path, lab),
    rollRoot: async () => lab.authorities.rollRoot(),
  };
}

async function handle({ path, contentType, body }: LabCaRequest, lab: Lab): Promise<LabCaResponse> {
  const conduct = parsePath(path);
  if (conduct === undefined)
    return toTextResponse(404, 'This lab CA has no such path. A GET of / lists those there are.');
  if (contentType === undefined || !isPKIMessageContentType(contentType)) {
    return toTextResponse(415, 'Expected a CMP message: application/pkixcmp.');
  }
  try {
    const message = decode(PKIMessage, body);
    const received = { path, conduct, message, body, lab };
    const { fault } = conduct;
    if (fault?.instead !== undefined && fault.on.includes(message.body.value.type)) return fault.instead();
    // Each message in it waits for its own turn.
    if (message.body.value.type === 'nested') return spoilResponse(await handleNested(received), message, conduct);
    const { transactionID } = message.header.value;
    return await lab.queues.run(toHex(transactionID ?? new Uint8Array()), async () =>
      spoilResponse(await handleMessage(received), message, conduct),
    );
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    const reason = new Refusal('badDataFormat', `not a CMP message: ${cause.message}`, { cause });
    return toCmpResponse(await composeStrangersError(undefined, reason, lab));
  }
}

/** Faults of the transport are those of every try, also when the answer is an old one sent again. */
function spoilResponse(bytes: Uint8Array, { body }: PKIMessage, { fault }: Conduct): LabCaResponse {
  const response = toCmpResponse(bytes);
  return fault?.response !== undefined && fault.on.includes(body.value.type) ? fault.response(response) : response;
}
