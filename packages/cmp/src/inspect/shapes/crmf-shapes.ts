import { CONTROL_TYPES } from '../../messages/crmf/control-types.ts';
import { SUBSEQUENT_MESSAGE } from '../../messages/crmf/popo-priv-key.ts';
import { REG_INFO_TYPES } from '../../messages/crmf/reg-info-types.ts';
import { childrenOf, childTagged, type Element, heldBy, leadingOid } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { ruleNamed, RULES } from '../rules.ts';
import { anything, choiceOf, fields, listOf, optional, required, type Shape } from '../shape.ts';
import { algorithmIdentifier } from './algorithm-shapes.ts';
import { subjectPublicKeyInfo, time } from './certificate-shapes.ts';
import { envelopedData } from './cms-shapes.ts';
import { extensions } from './extension-shapes.ts';
import { generalName, name, showGeneralName, showName } from './name-shapes.ts';
import {
  bitString,
  boolean,
  integer,
  namedInteger,
  nullValue,
  objectIdentifier,
  octetString,
  serialNumber,
  utf8String,
} from './primitive-shapes.ts';

export const certTemplate: Shape = fields(
  'CertTemplate',
  [
    optional('version', integer, { implicit: 0 }),
    optional('serialNumber', serialNumber, { implicit: 1 }),
    optional('signingAlg', algorithmIdentifier, { implicit: 2 }),
    optional('issuer', name, { explicit: 3 }),
    optional(
      'validity',
      fields('OptionalValidity', [
        optional('notBefore', time, { explicit: 0 }),
        optional('notAfter', time, { explicit: 1 }),
      ]),
      { implicit: 4 },
    ),
    optional('subject', name, { explicit: 5 }),
    optional('publicKey', subjectPublicKeyInfo, { implicit: 6 }),
    optional('issuerUID', bitString, { implicit: 7 }),
    optional('subjectUID', bitString, { implicit: 8 }),
    optional('extensions', extensions, { implicit: 9 }),
  ],
  { summarize: showTemplate },
);

/** The subject that is asked for; or, to tell a certificate that exists, its serial number and issuer. */
function showTemplate(element: Element): string | undefined {
  const [subject, issuer] = [0xa5, 0xa3].map((tagOctet) => {
    const tagged = childTagged(element, tagOctet);
    const held = tagged && heldBy(tagged);
    return held && showName(held);
  });
  const serial = childTagged(element, 0x81);
  if (subject !== undefined || serial === undefined) return subject;
  return `${serialNumber.summarize?.(serial) ?? '?'} of ${issuer ?? '?'}`;
}

export const certId: Shape = fields(
  'CertId',
  [required('issuer', generalName), required('serialNumber', serialNumber)],
  {
    summarize: (element) => {
      const [issuer, serial] = childrenOf(element, 2);
      if (issuer === undefined || serial === undefined) return undefined;
      return `${serialNumber.summarize?.(serial) ?? '?'} of ${showGeneralName(issuer) ?? '?'}`;
    },
  },
);

export const encryptedKey: Shape = choiceOf('EncryptedKey', [
  required(
    'encryptedValue',
    fields('EncryptedValue', [
      optional('intendedAlg', algorithmIdentifier, { implicit: 0 }),
      optional('symmAlg', algorithmIdentifier, { implicit: 1 }),
      optional('encSymmKey', bitString, { implicit: 2 }),
      optional('keyAlg', algorithmIdentifier, { implicit: 3 }),
      optional('valueHint', octetString, { implicit: 4 }),
      required('encValue', bitString),
    ]),
  ),
  required('envelopedData', envelopedData, { implicit: 0 }),
]);

export const pkiPublicationInfo: Shape = fields('PKIPublicationInfo', [
  required('action', namedInteger('INTEGER', { dontPublish: 0, pleasePublish: 1 })),
  optional(
    'pubInfos',
    listOf(
      'SEQUENCE OF SinglePubInfo',
      required(
        'pubInfo',
        fields('SinglePubInfo', [
          required('pubMethod', namedInteger('INTEGER', { dontCare: 0, x500: 1, web: 2, ldap: 3 })),
          optional('pubLocation', generalName),
        ]),
      ),
    ),
  ),
]);

const pkmacValue = fields('PKMACValue', [required('algId', algorithmIdentifier), required('value', bitString)]);

const popoPrivKey = choiceOf('POPOPrivKey', [
  required('thisMessage', bitString, { implicit: 0 }),
  required('subsequentMessage', namedInteger('SubsequentMessage', SUBSEQUENT_MESSAGE), { implicit: 1 }),
  required('dhMAC', bitString, { implicit: 2 }),
  required('agreeMAC', pkmacValue, { implicit: 3 }),
  required('encryptedKey', envelopedData, { implicit: 4 }),
]);

const popoSigningKey = fields(
  'POPOSigningKey',
  [
    optional(
      'poposkInput',
      fields('POPOSigningKeyInput', [
        required(
          'authInfo',
          choiceOf('authInfo', [
            required('sender', generalName, { explicit: 0 }),
            required('publicKeyMAC', pkmacValue),
          ]),
        ),
        required('publicKey', subjectPublicKeyInfo),
      ]),
      { implicit: 0 },
    ),
    required('algorithmIdentifier', algorithmIdentifier),
    required('signature', bitString),
  ],
  { summarize: () => 'by signature' },
);

const proofOfPossession = choiceOf('ProofOfPossession', [
  required('raVerified', nullValue, { implicit: 0, rule: RULES.raVerified }),
  required('signature', popoSigningKey, { implicit: 1 }),
  required('keyEncipherment', popoPrivKey, { explicit: 2 }),
  required('keyAgreement', popoPrivKey, { explicit: 3 }),
]);

const attributeTypeAndValue = fields(
  'AttributeTypeAndValue',
  [required('type', objectIdentifier), required('value', (oid) => valueOf(oid))],
  {
    nameOf: (element) => nameOrOid(leadingOid(element)),
    ruleOf: (element) => ruleNamed(nameOrOid(leadingOid(element))),
    summarize: showValue,
  },
);

export const controls: Shape = listOf('Controls', required('control', attributeTypeAndValue), 'control');

export const certRequest: Shape = fields('CertRequest', [
  required('certReqId', integer, { rule: RULES.certReqId }),
  required('certTemplate', certTemplate, { rule: RULES.certTemplate }),
  optional('controls', controls),
]);

export const certReqMessages: Shape = listOf(
  'CertReqMessages',
  required(
    'request',
    fields('CertReqMsg', [
      required('certReq', certRequest),
      optional('popo', proofOfPossession, { rule: RULES.popo }),
      optional('regInfo', listOf('SEQUENCE OF AttributeTypeAndValue', required('regInfo', attributeTypeAndValue))),
    ]),
  ),
  'request',
);

function showValue(element: Element): string | undefined {
  const [, value] = childrenOf(element, 2);
  return value && valueOf(leadingOid(element)).summarize?.(value);
}

function valueOf(oid: string | undefined): Shape {
  return (oid === undefined ? undefined : valueShapes()[oid]) ?? anything;
}

// A function, since an alternative template is an attribute itself.
function valueShapes(): Readonly<Record<string, Shape>> {
  return {
    [CONTROL_TYPES.regToken.oid]: utf8String,
    [CONTROL_TYPES.authenticator.oid]: utf8String,
    [CONTROL_TYPES.pkiPublicationInfo.oid]: pkiPublicationInfo,
    [CONTROL_TYPES.pkiArchiveOptions.oid]: choiceOf('PKIArchiveOptions', [
      required('encryptedPrivKey', encryptedKey, { explicit: 0 }),
      required('keyGenParameters', octetString, { implicit: 1 }),
      required('archiveRemGenPrivKey', boolean, { implicit: 2 }),
    ]),
    [CONTROL_TYPES.oldCertID.oid]: certId,
    [CONTROL_TYPES.protocolEncrKey.oid]: subjectPublicKeyInfo,
    [CONTROL_TYPES.altCertTemplate.oid]: attributeTypeAndValue,
    [CONTROL_TYPES.algId.oid]: algorithmIdentifier,
    [CONTROL_TYPES.rsaKeyLen.oid]: integer,
    [REG_INFO_TYPES.utf8Pairs.oid]: utf8String,
    [REG_INFO_TYPES.certReq.oid]: certRequest,
  };
}
