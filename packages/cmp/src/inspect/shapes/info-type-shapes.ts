import { INFO_TYPES, type InfoTypeName } from '../../messages/info-types.ts';
import { childrenOf, type Element, leadingOid } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { ruleNamed } from '../rules.ts';
import { anything, choiceOf, fields, listOf, optional, required, type Shape } from '../shape.ts';
import { showCount } from '../show-count.ts';
import { algorithmIdentifier } from './algorithm-shapes.ts';
import { certificate, certificateList, certificateLists, certificates, time } from './certificate-shapes.ts';
import { certTemplate, controls, encryptedKey } from './crmf-shapes.ts';
import { distributionPointName } from './extension-shapes.ts';
import { generalNames } from './name-shapes.ts';
import { generalizedTime, nullValue, objectIdentifier, octetString, utf8String } from './primitive-shapes.ts';

const infoTypeAndValue = fields(
  'InfoTypeAndValue',
  [required('infoType', objectIdentifier), optional('infoValue', (oid) => valueOf(oid))],
  {
    nameOf: (element) => nameOrOid(leadingOid(element)),
    ruleOf: (element) => ruleNamed(nameOrOid(leadingOid(element))),
    summarize: showInfo,
  },
);

export const infoTypeAndValues: Shape = listOf('SEQUENCE OF InfoTypeAndValue', required('info', infoTypeAndValue));

export const caKeyUpdAnnContent: Shape = fields('CAKeyUpdAnnContent', [
  required('oldWithNew', certificate),
  required('newWithOld', certificate),
  required('newWithNew', certificate),
]);

export const rootCaKeyUpdateContent: Shape = fields('RootCaKeyUpdateContent', [
  required('newWithNew', certificate),
  optional('newWithOld', certificate, { explicit: 0 }),
  optional('oldWithNew', certificate, { explicit: 1 }),
]);

export const pkiMessages: Shape = listOf(
  'PKIMessages',
  required('message', { type: 'PKIMessage', tagOctet: 0x30, content: { kind: 'message' } }),
  'message',
);

const algorithms = listOf('SEQUENCE OF AlgorithmIdentifier', required('algorithm', algorithmIdentifier), 'algorithm');
const texts = listOf('SEQUENCE OF UTF8String', required('text', utf8String), 'text', { summarize: showTexts });

const crlStatus = fields('CRLStatus', [
  required(
    'source',
    choiceOf('CRLSource', [
      required('dpn', distributionPointName, { explicit: 0 }),
      required('issuer', generalNames, { explicit: 1 }),
    ]),
  ),
  optional('thisUpdate', time),
]);

/** Complete by its type: an infoType that is added to `messages/` must be given a shape here. */
const valueShapes: Readonly<Record<InfoTypeName, Shape>> = {
  caProtEncCert: certificate,
  signKeyPairTypes: algorithms,
  encKeyPairTypes: algorithms,
  preferredSymmAlg: algorithmIdentifier,
  caKeyUpdateInfo: caKeyUpdAnnContent,
  currentCRL: certificateList,
  unsupportedOIDs: listOf('SEQUENCE OF OBJECT IDENTIFIER', required('identifier', objectIdentifier)),
  keyPairParamReq: objectIdentifier,
  keyPairParamRep: algorithmIdentifier,
  revPassphrase: encryptedKey,
  implicitConfirm: nullValue,
  confirmWaitTime: generalizedTime,
  origPKIMessage: pkiMessages,
  suppLangTags: texts,
  caCerts: certificates,
  rootCaKeyUpdate: rootCaKeyUpdateContent,
  certReqTemplate: fields('CertReqTemplateContent', [
    required('certTemplate', certTemplate),
    optional('keySpec', controls),
  ]),
  rootCaCert: certificate,
  certProfile: texts,
  crlStatusList: listOf('SEQUENCE OF CRLStatus', required('status', crlStatus)),
  crls: certificateLists,
  KemCiphertextInfo: fields('KemCiphertextInfo', [required('kem', algorithmIdentifier), required('ct', octetString)]),
};

const shapeOfOid: ReadonlyMap<string, Shape> = new Map(
  // as: the keys of a Record are the names of its type
  (Object.keys(valueShapes) as InfoTypeName[]).map((name) => [INFO_TYPES[name].oid, valueShapes[name]]),
);

function valueOf(oid: string | undefined): Shape {
  return (oid === undefined ? undefined : shapeOfOid.get(oid)) ?? anything;
}

function showInfo(element: Element): string | undefined {
  const [, value] = childrenOf(element, 2);
  if (value === undefined) return undefined;
  const { content, summarize } = valueOf(leadingOid(element));
  if (content.kind !== 'list' || summarize !== undefined) return summarize?.(value);
  const count = childrenOf(value, 1001).length;
  return count > 1000 ? showCount(1000, content.counted, true) : showCount(count, content.counted);
}

/** `"de", "en"` */
export function showTexts(element: Element): string | undefined {
  const found = childrenOf(element, 10).map((text) => `"${utf8String.summarize?.(text) ?? '?'}"`);
  return found.length === 0 ? undefined : found.join(', ');
}
