import { INFO_TYPES, type InfoType, type InfoTypeAndValue } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';

import { Refusal } from '../refusal.ts';
import type { Exchange } from './answer.ts';
import { answerCrlStatusList } from './answer-crl-status-list.ts';
import { answerRootCaCert } from './answer-root-ca-cert.ts';
import { describeTemplate } from './describe-template.ts';
import { ENCRYPTION_KEYS, findParameters, PREFERRED_CIPHER, SIGNING_KEYS } from './key-algorithms.ts';

/** Gives the answer to a question of that type, or refuses it. A value that cannot be read is a DerError. */
export type AnswerQuestion = (question: InfoTypeAndValue, exchange: Exchange) => Promise<InfoTypeAndValue>;

/** What a genm can ask here, by infoType: RFC 9810, section 5.3.19; RFC 9483, section 4.3. */
export const QUESTIONS: ReadonlyMap<string, AnswerQuestion> = new Map<string, AnswerQuestion>([
  // RFC 9483, section 4.3.1: the intermediates. A root is not to be trusted because it came in a message.
  plain('caCerts', ({ lab: { authority } }) => [authority.issuing.certificate.der]),
  [INFO_TYPES.rootCaCert.oid, answerRootCaCert],
  plain('certReqTemplate', describeTemplate),
  [INFO_TYPES.crlStatusList.oid, answerCrlStatusList],
  plain('currentCRL', async ({ lab }) => (await lab.revocationLists.current('issuing')).der),
  plain('signKeyPairTypes', () => SIGNING_KEYS),
  plain('encKeyPairTypes', () => ENCRYPTION_KEYS),
  plain('preferredSymmAlg', () => PREFERRED_CIPHER),
  [INFO_TYPES.keyPairParamReq.oid, answerKeyPairParam],
  [INFO_TYPES.caProtEncCert.oid, answerProtocolEncryption],
  [INFO_TYPES.suppLangTags.oid, answerLanguages],
]);

/** A question without a value, whose answer has the same type. */
function plain<N extends keyof typeof INFO_TYPES>(
  name: N,
  answer: (exchange: Exchange) => ValueOf<N> | Promise<ValueOf<N>>,
): [string, AnswerQuestion] {
  // as: the entry of that name
  const { oid, value } = INFO_TYPES[name] as InfoType<ValueOf<N>>;
  return [
    oid,
    async ({ infoValue }, exchange) => {
      if (infoValue !== undefined) throw new Refusal('badRequest', `a question for ${name} has no value`);
      return { infoType: oid, infoValue: encode(value, await answer(exchange)) };
    },
  ];
}

type ValueOf<N extends keyof typeof INFO_TYPES> = (typeof INFO_TYPES)[N] extends InfoType<infer T> ? T : never;

/** RFC 9810, section 5.3.19.1: the certificate of our KEM key; absent where there is none. */
async function answerProtocolEncryption({ infoValue }: InfoTypeAndValue, { lab }: Exchange): Promise<InfoTypeAndValue> {
  if (infoValue !== undefined) throw new Refusal('badRequest', 'a question for caProtEncCert has no value');
  const { oid, value } = INFO_TYPES.caProtEncCert;
  return { infoType: oid, ...(lab.kem !== undefined && { infoValue: encode(value, lab.kem.certificate.der) }) };
}

/** RFC 9810, section 5.3.19.8: the parameters to make a key of this type with. */
async function answerKeyPairParam({ infoValue }: InfoTypeAndValue): Promise<InfoTypeAndValue> {
  const { keyPairParamReq, keyPairParamRep } = INFO_TYPES;
  const parameters = findParameters(decode(keyPairParamReq.value, infoValue ?? new Uint8Array()));
  if (parameters === undefined)
    throw new Refusal('badAlg', 'keys of this type need no parameters, or are not certified here');
  return { infoType: keyPairParamRep.oid, infoValue: encode(keyPairParamRep.value, parameters) };
}

/** RFC 9810, section 5.3.19.13: the language of our texts, chosen among those that are wished for. */
async function answerLanguages({ infoValue }: InfoTypeAndValue): Promise<InfoTypeAndValue> {
  const { oid, value } = INFO_TYPES.suppLangTags;
  const chosen = decode(value, infoValue ?? new Uint8Array()).find((tag) => /^en(-|$)/i.test(tag));
  return { infoType: oid, infoValue: encode(value, [chosen ?? 'en']) };
}
