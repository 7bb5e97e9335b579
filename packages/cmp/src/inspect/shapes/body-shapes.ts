import { childrenOf, childTagged, type Element } from '../element.ts';
import { RULES } from '../rules.ts';
import { choiceOf, fields, listOf, optional, required, type Shape } from '../shape.ts';
import { algorithmIdentifier } from './algorithm-shapes.ts';
import { certificate, certificateLists, certificates, certificationRequest } from './certificate-shapes.ts';
import { envelopedData } from './cms-shapes.ts';
import { certId, certReqMessages, certTemplate, encryptedKey, pkiPublicationInfo } from './crmf-shapes.ts';
import { extensions } from './extension-shapes.ts';
import { caKeyUpdAnnContent, infoTypeAndValues, pkiMessages, rootCaKeyUpdateContent } from './info-type-shapes.ts';
import { generalizedTime, integer, nullValue, octetString } from './primitive-shapes.ts';
import { pkiFreeText, pkiStatus, pkiStatusInfo, showStatusInfo } from './status-shapes.ts';

const certifiedKeyPair = fields('CertifiedKeyPair', [
  required(
    'certOrEncCert',
    choiceOf(
      'CertOrEncCert',
      [
        required('certificate', certificate, { explicit: 0, rule: RULES.certificate }),
        required('encryptedCert', encryptedKey, { explicit: 1, rule: RULES.encryptedCert }),
      ],
      'label',
    ),
  ),
  optional('privateKey', encryptedKey, { explicit: 0, rule: RULES.privateKey }),
  optional('publicationInfo', pkiPublicationInfo, { explicit: 1 }),
]);

const certResponse = fields('CertResponse', [
  required('certReqId', integer, { rule: RULES.certReqId }),
  required('status', pkiStatusInfo, { rule: RULES.status }),
  optional('certifiedKeyPair', certifiedKeyPair),
  optional('rspInfo', octetString),
]);

const certRepMessage = fields('CertRepMessage', [
  optional('caPubs', certificates, { explicit: 1, rule: RULES.caPubs }),
  required('response', listOf('SEQUENCE OF CertResponse', required('response', certResponse))),
]);

const keyRecRepContent = fields('KeyRecRepContent', [
  required('status', pkiStatusInfo, { rule: RULES.status }),
  optional('newSigCert', certificate, { explicit: 0 }),
  optional('caCerts', certificates, { explicit: 1 }),
  optional('keyPairHist', listOf('SEQUENCE OF CertifiedKeyPair', required('keyPair', certifiedKeyPair)), {
    explicit: 2,
  }),
]);

const revReqContent = listOf(
  'RevReqContent',
  required(
    'revocation',
    fields('RevDetails', [
      required('certDetails', certTemplate, { rule: RULES.revDetails }),
      optional('crlEntryDetails', extensions, { rule: RULES.crlEntryDetails }),
    ]),
  ),
  'revocation',
);

const revRepContent = fields('RevRepContent', [
  required('status', listOf('SEQUENCE OF PKIStatusInfo', required('status', pkiStatusInfo, { rule: RULES.status }))),
  optional('revCerts', listOf('SEQUENCE OF CertId', required('certId', certId), 'certificate'), { explicit: 0 }),
  optional('crls', certificateLists, { explicit: 1 }),
]);

const challenges = listOf(
  'POPODecKeyChallContent',
  required(
    'challenge',
    fields('Challenge', [
      optional('owf', algorithmIdentifier),
      required('witness', octetString),
      required('challenge', octetString),
      optional('encryptedRand', envelopedData, { explicit: 0 }),
    ]),
  ),
  'challenge',
);

const revAnnContent = fields('RevAnnContent', [
  required('status', pkiStatus),
  required('certId', certId),
  required('willBeRevokedAt', generalizedTime),
  required('badSinceDate', generalizedTime),
  optional('crlDetails', extensions),
]);

const caKeyUpdContent = choiceOf('CAKeyUpdContent', [
  required('cAKeyUpdAnnV2', caKeyUpdAnnContent),
  required('cAKeyUpdAnnV3', rootCaKeyUpdateContent, { explicit: 0 }),
]);

const certConfirmContent = listOf(
  'CertConfirmContent',
  required(
    'certStatus',
    fields(
      'CertStatus',
      [
        required('certHash', octetString, { rule: RULES.certHash }),
        required('certReqId', integer, { rule: RULES.certReqId }),
        optional('statusInfo', pkiStatusInfo, { rule: RULES.certConfStatus }),
        optional('hashAlg', algorithmIdentifier, { explicit: 0, rule: RULES.hashAlg }),
      ],
      { summarize: showVerdict },
    ),
  ),
);

const errorMsgContent = fields(
  'ErrorMsgContent',
  [
    required('pKIStatusInfo', pkiStatusInfo, { rule: RULES.error }),
    optional('errorCode', integer),
    optional('errorDetails', pkiFreeText, { rule: RULES.freeText }),
  ],
  { summarize: (element) => childrenOf(element, 1).map(showStatusInfo)[0] },
);

const pollReqContent = listOf(
  'PollReqContent',
  required('poll', fields('SEQUENCE', [required('certReqId', integer, { rule: RULES.pollReq })])),
);

const pollRepContent = listOf(
  'PollRepContent',
  required(
    'poll',
    fields('SEQUENCE', [
      required('certReqId', integer, { rule: RULES.certReqId }),
      required('checkAfter', integer, { rule: RULES.checkAfter }),
      optional('reason', pkiFreeText, { rule: RULES.freeText }),
    ]),
  ),
);

const integers = listOf('POPODecKeyRespContent', required('answer', integer), 'answer');

export const pkiBody: Shape = choiceOf('PKIBody', [
  required('ir', certReqMessages, { explicit: 0 }),
  required('ip', certRepMessage, { explicit: 1 }),
  required('cr', certReqMessages, { explicit: 2 }),
  required('cp', certRepMessage, { explicit: 3 }),
  required('p10cr', certificationRequest, { explicit: 4 }),
  required('popdecc', challenges, { explicit: 5 }),
  required('popdecr', integers, { explicit: 6 }),
  required('kur', certReqMessages, { explicit: 7 }),
  required('kup', certRepMessage, { explicit: 8 }),
  required('krr', certReqMessages, { explicit: 9 }),
  required('krp', keyRecRepContent, { explicit: 10 }),
  required('rr', revReqContent, { explicit: 11 }),
  required('rp', revRepContent, { explicit: 12 }),
  required('ccr', certReqMessages, { explicit: 13 }),
  required('ccp', certRepMessage, { explicit: 14 }),
  required('ckuann', caKeyUpdContent, { explicit: 15 }),
  required('cann', certificate, { explicit: 16 }),
  required('rann', revAnnContent, { explicit: 17 }),
  required('crlann', { ...certificateLists, type: 'CRLAnnContent' }, { explicit: 18 }),
  required('pkiconf', nullValue, { explicit: 19, rule: RULES.pkiconf }),
  required('nested', pkiMessages, { explicit: 20, rule: RULES.nested }),
  required('genm', { ...infoTypeAndValues, type: 'GenMsgContent' }, { explicit: 21 }),
  required('genp', { ...infoTypeAndValues, type: 'GenRepContent' }, { explicit: 22 }),
  required('error', errorMsgContent, { explicit: 23, rule: RULES.error }),
  required('certConf', certConfirmContent, { explicit: 24 }),
  required('pollReq', pollReqContent, { explicit: 25 }),
  required('pollRep', pollRepContent, { explicit: 26 }),
]);

/** What the requester says of the certificate. */
function showVerdict(element: Element): string {
  const statusInfo = childTagged(element, 0x30);
  return statusInfo ? showStatusInfo(statusInfo) : 'accepted';
}
