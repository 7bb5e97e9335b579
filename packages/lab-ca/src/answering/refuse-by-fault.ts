import { INFO_TYPES, type PKIBody, type PKIMessage } from '@crypto-cmp/cmp';

import { type AnyFault, ENROLLMENTS, type FurtherFault, type KeyFault, REQUESTS } from '../faults/fault.ts';
import type { Requester } from '../receiving/requester.ts';
import { asksForEncryptedCertificate, asksForKey } from '../issuing/certificate-wish.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Exchange } from './answer.ts';
import { refuseRequest } from './refuse-request.ts';

/**
 * The refusal that the fault of a path is about.
 *
 * @throws Refusal where an error message is the answer, and where the fault could not happen
 */
export function refuseByFault({ conduct: { fault }, requester, message }: Exchange): Answer | undefined {
  if (fault === undefined) return undefined;
  requireFitting(fault, requester, message);
  const body = message.body.value;
  if (fault.refusal === undefined || !fault.on.includes(body.type)) return undefined;
  const reason = new Refusal(fault.refusal.failInfo, 'this path of the lab CA refuses everything');
  if (fault.refusal.by === 'error') throw reason;
  return refuseRequest(body, reason);
}

/** A fault that cannot happen here must not pass for one that was survived. */
function requireFitting(fault: AnyFault, requester: Requester, { body }: PKIMessage): void {
  const { under, on } = fault;
  const { type } = body.value;
  if (!REQUESTS.includes(type)) return;
  if (under !== 'any' && under !== requester.kind) {
    throw new Refusal('badRequest', `this fault needs a request protected by a ${under}`);
  }
  if ('about' in fault) return requireAbout(fault, body.value);
  if ('wants' in fault) requireWanted(fault, body.value);
  const fitting = ENROLLMENTS.filter((one) => on.includes(one));
  if (ENROLLMENTS.includes(type) && fitting.length > 0 && !fitting.includes(type)) {
    throw new Refusal('badRequest', `this fault is for ${fitting.join(' and ')}`);
  }
}

function requireWanted({ wants }: KeyFault, body: PKIBody): void {
  const [message] = body.type === 'ir' || body.type === 'cr' || body.type === 'kur' ? body.value : [];
  const isKey = wants === 'central-key';
  if (message !== undefined && (isKey ? asksForKey(message) : asksForEncryptedCertificate(message))) return;
  const what = isKey ? 'a key that this CA is to make' : 'a certificate that is to come encrypted';
  throw new Refusal('badRequest', `this fault is for ${what}`);
}

function requireAbout({ about }: FurtherFault, body: PKIBody): void {
  const isIt =
    about === 'revocation'
      ? body.type === 'rr'
      : body.type === 'genm' && body.value[0]?.infoType === INFO_TYPES[about].oid;
  const what = about === 'revocation' ? 'a revocation' : `a question for ${about}`;
  if (!isIt) throw new Refusal('badRequest', `this fault is for ${what}`);
}
