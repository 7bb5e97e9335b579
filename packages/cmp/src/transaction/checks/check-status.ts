import type { PKIBody } from '../../messages/pki-body.ts';
import type { PKIStatusInfo } from '../../messages/pki-status-info.ts';
import { PKI_STATUS } from '../../messages/pki-status.ts';
import type { AwaitedResponse } from '../awaited-response.ts';
import { describeClaim, failInfoNames, peerClaim, statusName } from '../peer-claim.ts';
import type { Operation } from '../transaction-request.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** One entry, and ours: 0; in the answer to p10cr -1, or 0 from older CAs (RFC 9810, section 5.3.4). */
export function checkCertReqId(body: PKIBody, operation: Operation, { delay }: AwaitedResponse): Finding {
  switch (body.type) {
    case 'ip':
    case 'cp':
    case 'kup':
      return checkOnlyId(body.value.response, operation === 'p10cr' ? [-1, 0] : [0]);
    case 'pollRep':
      return checkOnlyId(body.value, [delay?.certReqId ?? -1]);
    default:
      return notApplicable(`${body.type} has none`);
  }
}

function checkOnlyId(entries: readonly { readonly certReqId: number }[], expected: readonly number[]): Finding {
  const [entry, another] = entries;
  if (entry === undefined || another !== undefined) {
    return failed('cert-req-id-differs', `${entries.length} entries, expected one`);
  }
  const { certReqId } = entry;
  if (expected.includes(certReqId)) return passed(String(certReqId));
  return failed('cert-req-id-differs', `${certReqId}, expected ${expected.join(' or ')}`);
}

/** The status, and beside it nothing that it excludes (RFC 9810, section 5.3.4; RFC 9483, section 3.6.4). */
export function checkPkiStatus(body: PKIBody): Finding {
  switch (body.type) {
    case 'ip':
    case 'cp':
    case 'kup':
      return checkResponseStatus(body);
    case 'error':
      return checkErrorStatus(body, body.value.pKIStatusInfo);
    case 'pollRep':
      return checkPollRep(body.value[0]?.checkAfter ?? 0);
    case 'rp':
      return checkRevocationStatus(body);
    default:
      return notApplicable(`${body.type} has none`);
  }
}

function checkResponseStatus(body: Extract<PKIBody, { type: 'ip' | 'cp' | 'kup' }>): Finding {
  const [response] = body.value.response;
  if (response === undefined) return notApplicable('no response');
  const { status, certifiedKeyPair } = response;
  const name = statusName(status.status);
  switch (status.status) {
    case PKI_STATUS.accepted:
    case PKI_STATUS.grantedWithMods:
      if (hasFailInfo(status))
        return failed('status-inconsistent', `${name}, yet ${failInfoNames(status.failInfo).join(', ')}`);
      if (certifiedKeyPair === undefined) return failed('certificate-missing', `${name}, yet no certificate`);
      return passed(`${name} (${status.status})`);
    case PKI_STATUS.waiting:
      if (certifiedKeyPair !== undefined) return failed('status-inconsistent', 'waiting, yet a certificate');
      if (hasFailInfo(status)) return failed('status-inconsistent', 'waiting, yet a failInfo');
      return passed('waiting (3)');
    case PKI_STATUS.rejection:
      if (certifiedKeyPair !== undefined) return failed('status-inconsistent', 'rejection, yet a certificate');
      return failed('request-rejected', rejectionText(body));
    default:
      return failed('status-inconsistent', `${name}, which answers no request`);
  }
}

/** RFC 9483, section 4.2: one status, of one certificate. A delay comes in an error message, never in here (section 4.4). */
function checkRevocationStatus(body: Extract<PKIBody, { type: 'rp' }>): Finding {
  const [status, another] = body.value.status;
  if (status === undefined || another !== undefined) {
    return failed('status-inconsistent', `${body.value.status.length} statuses, expected one`);
  }
  const name = statusName(status.status);
  switch (status.status) {
    case PKI_STATUS.accepted:
    case PKI_STATUS.grantedWithMods:
      if (hasFailInfo(status)) {
        return failed('status-inconsistent', `${name}, yet ${failInfoNames(status.failInfo).join(', ')}`);
      }
      return passed(`${name} (${status.status})`);
    case PKI_STATUS.rejection:
      return failed('request-rejected', rejectionText(body));
    default:
      return failed('status-inconsistent', `${name}, which neither grants nor rejects`);
  }
}

function checkErrorStatus(body: PKIBody, status: PKIStatusInfo): Finding {
  if (status.status === PKI_STATUS.waiting) {
    return hasFailInfo(status) ? failed('status-inconsistent', 'waiting, yet a failInfo') : passed('waiting (3)');
  }
  return failed('error-received', rejectionText(body));
}

function checkPollRep(checkAfter: number): Finding {
  if (checkAfter >= 0) return passed(`waiting, check after ${checkAfter} s`);
  return failed('polling-inconsistent', `check after ${checkAfter} s`);
}

function hasFailInfo({ failInfo }: PKIStatusInfo): boolean {
  return failInfo !== undefined && failInfo.length > 0;
}

function rejectionText(body: PKIBody): string {
  const claim = peerClaim(body, true);
  return claim === undefined ? 'rejection' : describeClaim(claim);
}
