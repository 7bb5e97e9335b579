import type { InspectRule } from './inspect-node.ts';

/** What the standards ask of the elements that decide whether a message is accepted, in our own words. */
export const RULES = {
  pvno: rule('Version 2, or 3 where the exchange needs its syntax. An answer has the version of its request.', '7'),
  sender: rule(
    'Who protects this message: under a signature the subject of the certificate that signs, under a MAC the name of the shared secret.',
    '5.1.1',
  ),
  recipient: rule('Whom the message is for. An answer names the sender of its request.', '5.1.1'),
  messageTime: rule(
    'When the message was made. If that is too far from the time at the receiver, the message is refused.',
    '5.1.1',
  ),
  protectionAlg: rule('Says how the message is protected. It is there exactly when the protection is.', '5.1.1'),
  senderKID: rule(
    'Tells which key protects the message: the reference of the shared secret, or the key identifier of the certificate that signs.',
    '5.1.1',
  ),
  recipKID: rule('Tells which key of the receiver was used, where the protection needs one.', '5.1.1'),
  transactionID: rule(
    'Holds the messages of one transaction together: chosen at random for the first, the same in all that follow.',
    '5.1.1',
  ),
  senderNonce: rule('Fresh random octets, at least 16. The message that answers this one must repeat them.', '5.1.1'),
  recipNonce: rule(
    'Must repeat the senderNonce of the message that is answered, so that an old answer cannot be replayed.',
    '5.1.1',
  ),
  freeText: rule('Meant for people. Nothing may be decided by it.', '5.1.1'),
  implicitConfirm: rule(
    'In a request: may certConf be left out? In the answer: yes, the certificate counts as accepted.',
    '5.1.1.1',
  ),
  confirmWaitTime: rule('Until when the CA waits for certConf before it revokes the certificate.', '5.1.1.2'),
  origPKIMessage: rule('The message as it was before an RA changed it.', '5.1.1.3'),
  certProfile: rule('Names the kind of certificate that is wanted, by a name agreed with the CA.', '5.1.1.4'),
  KemCiphertextInfo: rule('The ciphertext from which the other side derives the key of its MAC.', '5.1.1.5'),
  protection: rule('Covers header and body, exactly as they were sent.', '5.1.3'),
  extraCerts: rule(
    'Certificates that help to check the protection, that of the signer first. Not protected, so nothing is trusted because it stands here.',
    '5.1',
  ),
  caPubs: rule('CA certificates. They may be trusted only when the message is protected by a shared secret.', '5.3.2'),
  certReqId: rule('Ties the answer to the request: the same number in both, or -1 in an answer to p10cr.', '5.3.4'),
  status: rule('What became of the request. Only accepted and grantedWithMods come with a certificate.', '5.2.3'),
  failInfo: rule('Why the request was refused. Several reasons may be given at once.', '5.2.3'),
  certificate: rule(
    'The certificate that was issued. It may differ from the request; whoever asked must compare the two.',
    '5.2.1',
  ),
  encryptedCert: rule(
    'The certificate, encrypted for the new key: only who has the private key can confirm it.',
    '5.2.8.3.2',
  ),
  privateKey: rule('A private key that the CA has made, encrypted for the requester.', '5.3.4'),
  certTemplate: rule('The wish for a certificate. The CA may issue another one.', '5.2.1'),
  popo: rule('Proves that the requester holds the private key that belongs to the public one.', '5.2.8'),
  raVerified: rule('The RA says that it has checked the proof. Only an RA may say so.', '5.2.8.1'),
  oldCertID: rule('The certificate that is to be replaced.', '5.3.5'),
  certHash: rule(
    'The hash of the certificate, made as in its own signature: both sides speak of the same certificate.',
    '5.3.18',
  ),
  certConfStatus: rule('Whether the certificate is accepted. Absent means accepted.', '5.3.18'),
  hashAlg: rule(
    'Which hash certHash was made with, where the signature of the certificate names none. Needs version 3.',
    '5.3.18',
  ),
  pkiconf: rule('The certificate counts from here on: the CA knows that it has arrived.', '5.3.17'),
  crlEntryDetails: rule('What the CRL should say about the certificate: the reason, and since when.', '5.3.9'),
  revDetails: rule('Which certificate to revoke, by issuer and serial number.', '5.3.9'),
  checkAfter: rule('Seconds to wait before the next pollReq.', '5.3.22'),
  pollReq: rule('Asks again for an answer that was not ready.', '5.3.22'),
  error: rule('Ends the transaction, unless its status is waiting.', '5.3.21'),
  nested: rule('Messages that an RA passes on under a protection of its own.', '5.1.3.5'),
} as const satisfies Record<string, InspectRule>;

/** The rule for what an object identifier stands for. */
export function ruleNamed(name: string | undefined): InspectRule | undefined {
  return name !== undefined && isRuleName(name) ? RULES[name] : undefined;
}

function isRuleName(name: string): name is keyof typeof RULES {
  return Object.hasOwn(RULES, name);
}

function rule(text: string, section: string): InspectRule {
  return { text, reference: `RFC 9810, section ${section}` };
}
