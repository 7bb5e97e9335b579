import type { Answer, Question } from '@crypto-cmp/cmp';
import { runTransaction } from '@crypto-cmp/cmp/node';
import { type Certificate, type CertificateList, parseCertificateList } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { byMac } from './requesting.ts';
import type { RunningLab } from './running-lab.ts';

/** What our own client makes of the answer to a question; it must be one. */
export async function askLab<T extends Question['type']>(
  lab: RunningLab,
  question: Question & { type: T },
  { path = '/cmp', trustAnchors = [lab.root] }: { path?: string; trustAnchors?: readonly Certificate[] } = {},
): Promise<Extract<Answer, { type: T }>> {
  const outcome = await runTransaction({
    url: `${lab.url}${path}`,
    request: { operation: 'genm', question },
    context: { crypto: nodeCrypto, protector: byMac(), trustAnchors },
  });
  if (outcome.type === 'answered' && outcome.answer.type === question.type) {
    // as: the type has just been compared
    return outcome.answer as Extract<Answer, { type: T }>;
  }
  throw new Error(outcome.type === 'failed' ? `${outcome.failure.code}: ${outcome.failure.message}` : outcome.type);
}

/** The list of the CA that issued a certificate, as our own client gets it. */
export async function fetchList(lab: RunningLab, question: Question): Promise<CertificateList | undefined> {
  const answer = await askLab(lab, question);
  const crl = 'crl' in answer ? answer.crl : undefined;
  return crl && parseCertificateList(crl);
}
