import type { CertRepMessage } from '../messages/cert-rep-message.ts';
import type { CertStatus } from '../messages/cert-status.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { PKI_FAILURE_INFO } from '../messages/pki-failure-info.ts';
import type { PKIStatusInfo } from '../messages/pki-status-info.ts';
import { PKI_STATUS } from '../messages/pki-status.ts';
import { nameOrOid } from './oid-names.ts';

/**
 * What a message says, in one plain line: `initial request`, `accepted, with one certificate`,
 * `rejected: badCertTemplate`. Beside its body type it makes a rung of a ladder. No text of the peer is in it.
 */
export function summarizeBody(body: PKIBody): string {
  switch (body.type) {
    case 'ir':
      return 'initial request';
    case 'cr':
      return 'certification request';
    case 'kur':
      return 'key update request';
    case 'p10cr':
      return 'PKCS #10 request';
    case 'krr':
      return 'key recovery request';
    case 'ccr':
      return 'cross-certification request';
    case 'ip':
    case 'cp':
    case 'kup':
    case 'ccp':
      return summarizeResponse(body.value);
    case 'krp':
      return summarizeStatus(body.value.status);
    case 'certConf':
      return summarizeConfirmation(body.value);
    case 'pkiconf':
      return 'acknowledged';
    case 'rr':
      return count(body.value.length, 'revocation request', 'revocation requests');
    case 'rp':
      return body.value.status.map(summarizeStatus).join('; ');
    case 'genm':
      return body.value.length === 0 ? 'asks for anything of interest' : `asks about ${summarizeInfos(body.value)}`;
    case 'genp':
      return body.value.length === 0 ? 'nothing to say' : `answers about ${summarizeInfos(body.value)}`;
    case 'error':
      return body.value.pKIStatusInfo.status === PKI_STATUS.waiting
        ? 'waiting, ask again'
        : `error${reasonsOf(body.value.pKIStatusInfo)}`;
    case 'pollReq':
      return 'asks again';
    case 'pollRep':
      return `not ready, ask again in ${Math.max(0, ...body.value.map(({ checkAfter }) => checkAfter))} s`;
    case 'nested':
      return `${count(body.value.length, 'message', 'messages')} passed on`;
    case 'popdecc':
      return 'challenge to prove possession of the key';
    case 'popdecr':
      return 'answer to the challenge';
    case 'ckuann':
      return 'announces a new key of the CA';
    case 'cann':
      return 'announces a certificate';
    case 'rann':
      return 'announces a revocation';
    case 'crlann':
      return `announces ${count(body.value.length, 'CRL', 'CRLs')}`;
  }
}

function summarizeResponse({ response }: CertRepMessage): string {
  const [only, ...others] = response;
  if (only === undefined) return 'no answer to any request';
  if (others.length > 0) return `${response.length} answers`;
  const status = summarizeStatus(only.status);
  return only.certifiedKeyPair === undefined ? status : `${status}, with one certificate`;
}

function summarizeStatus(info: PKIStatusInfo): string {
  return (statusWords[info.status] ?? `status ${info.status}`) + reasonsOf(info);
}

function summarizeConfirmation(statuses: readonly CertStatus[]): string {
  const [only, ...others] = statuses;
  // RFC 9810 section 5.3.18: a certificate that is not listed is rejected, one without statusInfo accepted.
  if (only === undefined) return 'all certificates rejected';
  if (others.length > 0) return `${statuses.length} certificates confirmed or rejected`;
  const status = only.statusInfo?.status ?? PKI_STATUS.accepted;
  return status === PKI_STATUS.accepted
    ? 'certificate accepted'
    : `certificate rejected${only.statusInfo ? reasonsOf(only.statusInfo) : ''}`;
}

function summarizeInfos(infos: readonly InfoTypeAndValue[]): string {
  const shown = infos.slice(0, 3).map(({ infoType }) => nameOrOid(infoType));
  return [...shown, ...(infos.length > 3 ? [`${infos.length - 3} more`] : [])].join(', ');
}

/** `: badPOP, badTime` */
function reasonsOf({ failInfo = [] }: PKIStatusInfo): string {
  const reasons = failInfo.map((bit) => failureNames.get(bit) ?? `bit ${bit}`);
  return reasons.length === 0 ? '' : `: ${reasons.join(', ')}`;
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? one : `${number} ${many}`;
}

const statusWords: Readonly<Record<number, string>> = {
  [PKI_STATUS.accepted]: 'accepted',
  [PKI_STATUS.grantedWithMods]: 'granted with modifications',
  [PKI_STATUS.rejection]: 'rejected',
  [PKI_STATUS.waiting]: 'waiting',
  [PKI_STATUS.revocationWarning]: 'revocation is imminent',
  [PKI_STATUS.revocationNotification]: 'revoked',
  [PKI_STATUS.keyUpdateWarning]: 'key already updated',
};

const failureNames: ReadonlyMap<number, string> = new Map(
  Object.entries(PKI_FAILURE_INFO).map(([name, bit]) => [bit, name]),
);
