import type { Failure } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import { toInstant } from '../instant.ts';
import type { Database } from '../storage/database.ts';
import { CHECK_TITLES } from './check-titles.ts';
import { type EnrollmentPlan, readPlan } from './engine/plan.ts';
import type { EnrollmentRow } from './engine/queue.ts';
import { explainFailure } from './explanations/explain-failure.ts';
import type { Explanation, FailureFacts } from './explanations/explanation.ts';
import { fieldLabel } from './explanations/field-label.ts';
import { type EnrollmentFailure, readFailure, retryCanCure } from './failure-code.ts';
import { failureFacts } from './failure-facts.ts';

/** A stored failure with its explanation, whose links fit the policy as it is now. */
export async function readFullFailure(
  database: Kysely<Database>,
  row: EnrollmentRow,
  column: string,
): Promise<Failure> {
  const failure = readFailure(column);
  const facts = await failureFacts(database, row);
  const explanation = explainFailure(failure, facts);
  const { claim } = failure;
  const plan = row.plan === null ? undefined : readPlan(row.plan);
  return {
    kind: failure.kind,
    code: failure.code,
    message: failure.message,
    claim:
      claim === undefined
        ? null
        : {
            authenticated: claim.authenticated,
            status: claim.status,
            failInfo: [...claim.failInfo],
            statusString: [...claim.statusString],
            errorCode: claim.errorCode ?? null,
            errorDetails: [...(claim.errorDetails ?? [])],
          },
    certificateMayExist: failure.certificateMayExist,
    rejection: failure.rejection ?? null,
    retryCanCure: retryCanCure(failure),
    explanation: {
      cause: explanation.cause,
      detail: detailOf(failure, row, plan),
      fix: explanation.fix,
      field: fieldOf(explanation, row),
      operatorsText: explanation.askOperators ? operatorsText(failure, explanation, facts, row) : null,
    },
  };
}

function fieldOf({ field }: Explanation, { policyId }: EnrollmentRow): Failure['explanation']['field'] {
  return field === undefined ? null : { policyId, pointer: field, label: fieldLabel(field) };
}

/** What happened, in at most two sentences; the second one, when there may be a certificate that nobody uses. */
function detailOf(
  failure: EnrollmentFailure,
  { transactionId }: EnrollmentRow,
  plan: EnrollmentPlan | undefined,
): string {
  const before =
    plan?.fallback === undefined ? '' : 'The CA refused the current certificate, so the Secret was tried. ';
  const what = `${before}${sentence(withTitle(failure.message))}`;
  if (!failure.certificateMayExist) return what;
  const which = transactionId === null ? '' : ` Its transactionID is ${transactionId}.`;
  return `${what} The CA may have issued a certificate that nobody uses: ask its operators to revoke it.${which}`;
}

/** Everything a CA's operators need to find it in their log, and nothing secret. */
function operatorsText(
  failure: EnrollmentFailure,
  { cause }: Explanation,
  facts: FailureFacts,
  row: EnrollmentRow,
): string {
  const { claim } = failure;
  const said = claim === undefined ? [] : [...claim.failInfo, ...claim.statusString];
  return [
    `A CMP ${row.requestType ?? 'request'} for trustpoint ${facts.trustpointName} failed.`,
    '',
    cause,
    `Reason: ${failure.code}: ${failure.message}`,
    ...(said.length === 0 ? [] : [`The CA says: ${said.join('; ')}`]),
    `Server: ${facts.server}`,
    `Time: ${toInstant(row.finishedAt ?? row.createdAt)}`,
    ...(row.transactionId === null ? [] : [`transactionID: ${row.transactionId}`]),
    `Reference ID: ${facts.referenceId}`,
    ...(failure.certificateMayExist
      ? ['The CA may have issued a certificate in this transaction. Nobody uses it, so revoke it.']
      : []),
  ].join('\n');
}

/** The message of a failed check begins with the check's name: on the screen it has a title. */
function withTitle(message: string): string {
  const [name = ''] = message.split(': ', 1);
  const titles: Readonly<Record<string, string>> = CHECK_TITLES;
  return Object.hasOwn(titles, name) ? `${titles[name]}${message.slice(name.length)}` : message;
}

/** A word of a standard keeps its case: `recipNonce: ...`. */
function sentence(text: string): string {
  const start = /^\w+: /.test(text) ? text.slice(0, 1) : text.slice(0, 1).toUpperCase();
  return `${start}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
