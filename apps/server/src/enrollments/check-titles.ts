import type { CheckName } from '@crypto-cmp/cmp';

/** What each check is called on the screen: the standard's word where it has one. */
export const CHECK_TITLES: Record<CheckName, string> = {
  sizeAndContentType: 'Size and content type',
  der: 'Strict DER',
  pvno: 'pvno',
  bodyType: 'Body type fits the request',
  transactionID: 'transactionID',
  recipNonce: 'recipNonce',
  senderNonce: 'senderNonce',
  messageTime: 'messageTime',
  recipient: 'Recipient',
  sender: 'Sender',
  senderKID: 'senderKID',
  protectionPresent: 'Protection present',
  protectionKind: 'Protection kind',
  macParameters: 'MAC parameters',
  mac: 'MAC over received bytes',
  signature: 'Signature over received bytes',
  signerChain: 'Signer chains to a trust anchor',
  signerKeyUsage: 'Signer’s key usage',
  certReqId: 'certReqId',
  pkiStatus: 'PKIStatus',
  certificateKey: 'Certificate key',
  certificateNames: 'Subject and SAN as requested',
  certificateChain: 'Certificate chain',
  caPubs: 'caPubs',
};
