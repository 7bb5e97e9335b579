import type { ConnectionTestLayer } from '@crypto-cmp/api';
import { TransferError, type TransferErrorCode } from '@crypto-cmp/cmp';
import { type AdvancedSettings, type CmpServerDraft, DEFAULT_ADVANCED_SETTINGS } from '@crypto-cmp/policy';

import type { FailureFacts } from '../enrollments/explanations/explanation.ts';
import { TRANSPORT_EXPLANATIONS } from '../enrollments/explanations/explain-transport.ts';
import { serverAuthority } from '../policies/server-url.ts';

/** Whom a finding is about. */
type TestedHost = Pick<CmpServerDraft, 'host' | 'port'>;

/** What was found at one layer. */
export type Finding = Pick<ConnectionTestLayer, 'verdict' | 'detail' | 'advice'>;

export function passed(detail: string): Finding {
  return { verdict: 'passed', detail };
}

export function failed(detail: string, advice: string): Finding {
  return { verdict: 'failed', detail, advice };
}

export function notTested(detail: string, advice?: string): Finding {
  return { verdict: 'not-tested', detail, ...(advice !== undefined && { advice }) };
}

/** A connection that did not come about, in the words of a failed enrollment. */
export function unreachable(code: TransferErrorCode, server: TestedHost, message = ''): Finding {
  const failure = { kind: 'transport', code, message, certificateMayExist: false } as const;
  const { cause, fix } = TRANSPORT_EXPLANATIONS[code](testFacts(server), failure);
  return failed(cause, fix);
}

export function toFinding(error: unknown, server: TestedHost): Finding {
  if (error instanceof TransferError) return unreachable(error.code, server, error.message);
  throw error;
}

/** What the explanations of failures may name, where there is no enrollment. */
export function testFacts(
  server: TestedHost,
  protection: Partial<Pick<FailureFacts, 'referenceId' | 'protectedBy' | 'trustpointName'>> = {},
  advanced: Partial<AdvancedSettings> = {},
): FailureFacts {
  return {
    trustpointName: 'the trustpoint',
    policyName: 'this policy',
    trustpointPointer: '',
    serverPointer: '',
    server: serverAuthority(server),
    host: server.host,
    referenceId: 'this Reference ID',
    advanced: { ...DEFAULT_ADVANCED_SETTINGS, ...advanced },
    protectedBy: 'secret',
    differences: [],
    requestedNames: [],
    ...protection,
  };
}
