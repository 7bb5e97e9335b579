import type { Certificate } from '@crypto-cmp/x509';

import { INFO_TYPES } from '../../messages/info-types.ts';
import type { InfoTypeAndValue } from '../../messages/info-type-and-value.ts';
import type { PKIBody } from '../../messages/pki-body.ts';
import { readAnswer, type ReadAnswer } from '../read-answer.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { AskedQuestion } from '../transaction-state.ts';
import { checkCrl } from './check-crl.ts';
import { checkRootUpdate } from './check-root-update.ts';
import { failed, type Finding, type Findings, notApplicable, passed } from './finding.ts';

/** What a genp says: RFC 9483, section 4.3. */
export async function checkAnswer(
  body: PKIBody,
  asked: AskedQuestion,
  certificates: readonly Certificate[],
  context: TransactionContext,
): Promise<Findings<'infoType' | 'infoValue' | 'rootCaKeyUpdate' | 'crls'>> {
  const values = body.type === 'genp' ? body.value : undefined;
  const infoType = values === undefined ? notApplicable('no answer yet') : checkInfoType(values, asked);
  const answer = values === undefined || infoType.verdict === 'failed' ? undefined : readAnswer(asked.type, values);
  const read = typeof answer === 'string' ? undefined : answer;
  return {
    infoType,
    infoValue: checkInfoValue(answer),
    rootCaKeyUpdate: await checkRootUpdate(read, asked, context),
    crls: await checkCrl(read, asked, certificates, context),
  };
}

/** One answer, and of the type that belongs to the question. To other types than the profile's there may be several. */
function checkInfoType(values: readonly InfoTypeAndValue[], { type, value }: AskedQuestion): Finding {
  if (type === 'other' || type === 'none' || value === undefined)
    return passed(`${values.length} ${values.length === 1 ? 'answer' : 'answers'}`);
  const [answer, another] = values;
  if (answer === undefined || another !== undefined) {
    return failed('info-type-unexpected', `${values.length} answers, expected one`);
  }
  const expected = PAIRED[value.infoType] ?? value.infoType;
  if (answer.infoType === expected) return passed(expected);
  return failed('info-type-unexpected', `${answer.infoType}, expected ${expected}`);
}

function checkInfoValue(answer: ReadAnswer | string | undefined): Finding {
  if (answer === undefined) return notApplicable('no answer');
  if (typeof answer === 'string') return failed('info-value-malformed', answer);
  return passed(describeAnswer(answer));
}

function describeAnswer(answer: ReadAnswer): string {
  switch (answer.type) {
    case 'caCerts':
      return `${answer.certificates.length} certificates`;
    case 'rootCaCert':
      return answer.update === undefined ? 'no newer root' : 'a newer root';
    case 'certReqTemplate':
      return answer.template === undefined ? 'no requirements' : `a template, ${answer.keys.length} kinds of keys`;
    case 'crlStatusList':
    case 'currentCRL':
      return answer.crl === undefined ? 'no CRL' : 'a CRL';
    case 'none':
    case 'other':
      return 'as it came';
  }
}

/** Where question and answer differ in type: RFC 9810, sections 5.3.19.8, 5.3.19.15 and 5.3.19.17. */
const PAIRED: Readonly<Record<string, string>> = {
  [INFO_TYPES.rootCaCert.oid]: INFO_TYPES.rootCaKeyUpdate.oid,
  [INFO_TYPES.crlStatusList.oid]: INFO_TYPES.crls.oid,
  [INFO_TYPES.keyPairParamReq.oid]: INFO_TYPES.keyPairParamRep.oid,
};
