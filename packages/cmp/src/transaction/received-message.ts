import { parseCertificate, X509Error } from '@crypto-cmp/x509';

import type { PKIMessage } from '../messages/pki-message.ts';
import { describeProtection } from '../protection/describe-protection.ts';
import { readConfirmWaitTime } from './accept-response.ts';
import { compareCertificate } from './compare-certificate.ts';
import { IMPLICIT_CONFIRM } from './compose-message.ts';
import { failInfoNames, statusInfoOf, statusName } from './peer-claim.ts';
import { showPeerTexts } from './peer-text.ts';
import { showGeneralName } from './show-name.ts';
import type { ReceivedMessage } from './step.ts';
import type { AnyTransactionState } from './transaction-state.ts';

/** What a message says, for display, whether or not any of it is true. */
export function describeReceived(
  { header, body }: PKIMessage,
  state: AnyTransactionState,
  /** The certificate, where it came encrypted and was decrypted. */
  decrypted?: Uint8Array,
): ReceivedMessage {
  const { sender, messageTime, protectionAlg, generalInfo = [] } = header.value;
  const status = statusInfoOf(body.value);
  const confirmWaitTime = readConfirmWaitTime(header.value);
  return {
    bodyType: body.value.type,
    sender: showGeneralName(sender),
    ...(messageTime !== undefined && { messageTime: messageTime.toISOString() }),
    ...(protectionAlg !== undefined && { protection: describeProtection(protectionAlg) }),
    ...(status !== undefined && {
      status: statusName(status.status),
      failInfo: failInfoNames(status.failInfo),
      statusString: showPeerTexts(status.statusString),
    }),
    implicitConfirm: generalInfo.some(({ infoType }) => infoType === IMPLICIT_CONFIRM.oid),
    ...(confirmWaitTime !== undefined && { confirmWaitTime: confirmWaitTime.toISOString() }),
    ...certificateFacts(body.value, state, decrypted),
  };
}

function certificateFacts(
  body: PKIMessage['body']['value'],
  state: AnyTransactionState,
  decrypted: Uint8Array | undefined,
): Pick<ReceivedMessage, 'certificate' | 'comparison'> {
  if ((body.type !== 'ip' && body.type !== 'cp' && body.type !== 'kup') || !('requested' in state)) return {};
  const granted = body.value.response[0]?.certifiedKeyPair?.certOrEncCert;
  const certificate = granted?.type === 'certificate' ? granted.value : decrypted;
  if (certificate === undefined) return {};
  try {
    return { certificate, comparison: compareCertificate(state.requested, parseCertificate(certificate)) };
  } catch (error) {
    if (error instanceof X509Error) return { certificate };
    throw error;
  }
}
