import type { ErrorMsgContent } from '../messages/error-msg-content.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { PKI_FAILURE_INFO } from '../messages/pki-failure-info.ts';
import type { PKIStatusInfo } from '../messages/pki-status-info.ts';
import { PKI_STATUS } from '../messages/pki-status.ts';
import type { PeerClaim } from './failure.ts';
import { showPeerText, showPeerTexts } from './peer-text.ts';

/** The status that a message carries: of an error message, or of the one response in ip, cp, kup or rp. */
export function statusInfoOf(body: PKIBody): PKIStatusInfo | undefined {
  switch (body.type) {
    case 'error':
      return body.value.pKIStatusInfo;
    case 'ip':
    case 'cp':
    case 'kup':
      return body.value.response[0]?.status;
    case 'rp':
      return body.value.status[0];
    default:
      return undefined;
  }
}

/** Whether the message speaks against us: an error that is not `waiting`, or a rejection. */
export function saysNo(body: PKIBody): boolean {
  const status = statusInfoOf(body)?.status;
  return body.type === 'error' ? status !== PKI_STATUS.waiting : status === PKI_STATUS.rejection;
}

/** What a peer says about a failure, in words; undefined where it says nothing. */
export function peerClaim(body: PKIBody, authenticated: boolean): PeerClaim | undefined {
  const status = statusInfoOf(body);
  if (status === undefined) return undefined;
  return {
    authenticated,
    status: statusName(status.status),
    failInfo: failInfoNames(status.failInfo),
    statusString: showPeerTexts(status.statusString),
    ...(body.type === 'error' && errorFacts(body.value)),
  };
}

/** `rejection`, or `status 9` where it has no name. */
export function statusName(status: number): string {
  return nameOf(PKI_STATUS, status) ?? `status ${status}`;
}

/** `badPOP`, or `bit 30` where it has no name. */
export function failInfoNames(failInfo: readonly number[] | undefined): readonly string[] {
  return (failInfo ?? []).slice(0, maxBits).map((bit) => nameOf(PKI_FAILURE_INFO, bit) ?? `bit ${bit}`);
}

/** `rejection: badPOP, "no such reference"`, at most as long as one of its texts. */
export function describeClaim({
  status,
  failInfo,
  statusString,
}: Pick<PeerClaim, 'status' | 'failInfo' | 'statusString'>): string {
  const reasons = [...failInfo, ...statusString.map((text) => `"${text}"`)];
  return reasons.length === 0 ? status : showPeerText(`${status}: ${reasons.join(', ')}`);
}

function errorFacts({ errorCode, errorDetails }: ErrorMsgContent): Pick<PeerClaim, 'errorCode' | 'errorDetails'> {
  return {
    ...(errorCode !== undefined && { errorCode: clip(errorCode.toString()) }),
    ...(errorDetails !== undefined && { errorDetails: showPeerTexts(errorDetails) }),
  };
}

function clip(digits: string): string {
  return digits.length > maxDigits ? `${digits.slice(0, maxDigits)}…` : digits;
}

function nameOf(names: Readonly<Record<string, number>>, number: number): string | undefined {
  return Object.keys(names).find((name) => names[name] === number);
}

const maxBits = 40;
const maxDigits = 40;
