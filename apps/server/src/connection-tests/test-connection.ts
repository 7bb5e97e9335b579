import type { ConnectionTest, ConnectionTestDraft, ConnectionTestLayer } from '@crypto-cmp/api';
import { TransferError, type TransferErrorCode } from '@crypto-cmp/cmp';
import type { HttpAnswer } from '@crypto-cmp/cmp/node';
import type { CryptoProvider } from '@crypto-cmp/x509';

import { toInstant } from '../instant.ts';
import { checkTls } from './check-tls.ts';
import { connectTcp } from './connect-tcp.ts';
import { exchange } from './exchange.ts';
import { type Finding, notTested, passed, toFinding } from './finding.ts';
import { lookUpName } from './look-up-name.ts';
import { askProtected } from './protected-question.ts';
import type { TestCredential } from './test-credential.ts';
import { createUnprotectedQuestion } from './unprotected-question.ts';

export interface TestClock {
  readonly crypto: CryptoProvider;
  readonly now: () => number;
}

type TestSubject = Pick<ConnectionTestDraft, 'server' | 'trustAnchors'>;

/**
 * Tests one server, layer by layer as a connection is built. A layer that does not carry leaves those above it untested.
 * It asks the CA questions only: nothing is issued, confirmed or revoked.
 */
export async function testConnection(
  subject: TestSubject,
  credential: TestCredential | undefined,
  clock: TestClock,
): Promise<ConnectionTest> {
  const { server } = subject;
  const run: Run = { ...clock, ...subject, layers: [], endsAt: performance.now() + TOTAL_MS };
  const startedAt = clock.now();
  const begun = performance.now();
  if (await testReaching(run)) await testAnswering(run, credential);
  return {
    server,
    startedAt: toInstant(startedAt),
    durationMs: Math.round(performance.now() - begun),
    layers: completed(run.layers),
  };
}

interface Run extends TestSubject, TestClock {
  readonly layers: ConnectionTestLayer[];
  /** On performance's clock. */
  readonly endsAt: number;
}

/** DNS, TCP, TLS. Whether a message can be sent. */
async function testReaching(run: Run): Promise<boolean> {
  const { server, trustAnchors } = run;
  const dns = await layer(run, 'dns', () => lookUpName(server, limit(run, CONNECT_MS)));
  if (dns.verdict === 'failed') return false;
  let socket: Awaited<ReturnType<typeof connectTcp>>['socket'];
  const tcp = await layer(run, 'tcp', async () => {
    const connected = await connectTcp(server, limit(run, CONNECT_MS));
    socket = connected.socket;
    return connected.finding;
  });
  const open = socket;
  if (tcp.verdict === 'failed' || open === undefined) return false;
  try {
    const tls = await layer(run, 'tls', async () =>
      server.transport === 'tls'
        ? checkTls(server, open, trustAnchors, run.now(), limit(run, CONNECT_MS))
        : notTested('Transport is HTTP: there is no TLS.'),
    );
    return tls.verdict !== 'failed';
  } finally {
    open.destroy();
  }
}

/** HTTP, CMP, protected CMP. */
async function testAnswering(run: Run, credential: TestCredential | undefined): Promise<void> {
  const { server } = run;
  const question = createUnprotectedQuestion(run.crypto, run.now());
  let answer: HttpAnswer | undefined;
  let problem: TransferErrorCode | undefined;
  const http = await layer(run, 'http', async () => {
    try {
      answer = await send(run, question.bytes, ANSWER_MS);
      return describeHttp(answer);
    } catch (error) {
      if (error instanceof TransferError) problem = error.code;
      return toFinding(error, server);
    }
  });
  const unprotected = answer;
  if (unprotected !== undefined) {
    const cmp = await layer(run, 'cmp', async () => question.judge(unprotected.bytes));
    if (cmp.verdict === 'failed') return;
    await layer(run, 'cmp-protected', async () =>
      credential === undefined ? notTested(NO_CREDENTIAL) : await testProtected(run, credential, () => {}),
    );
    return;
  }
  // Some servers give an unprotected message no answer at all, and a protected one its due.
  if (credential === undefined || problem === undefined || !MAY_BE_CHOOSY.has(problem)) return;
  const begun = performance.now();
  let heard: HttpAnswer | undefined;
  const finding = await testProtected(run, credential, (got) => (heard = got));
  if (heard === undefined) return;
  const durationMs = Math.round(performance.now() - begun);
  const unanswered = `Not tested: the server leaves an unprotected question without an answer. ${http.detail}`;
  run.layers.splice(-1, 1, { layer: 'http', durationMs: Math.round(heard.durationMs), ...describeHttp(heard) });
  run.layers.push({ layer: 'cmp', durationMs: 0, ...notTested(unanswered) });
  run.layers.push({ layer: 'cmp-protected', durationMs, ...finding });
}

async function testProtected(
  run: Run,
  credential: TestCredential,
  onAnswer: (answer: HttpAnswer) => void,
): Promise<Finding> {
  try {
    return await askProtected({
      ...run,
      credential,
      send: async (bytes) => {
        const answer = await send(run, bytes, ANSWER_MS);
        onAnswer(answer);
        return answer;
      },
    });
  } catch (error) {
    return toFinding(error, run.server);
  }
}

async function send(run: Run, bytes: Uint8Array, atMostMs: number): Promise<HttpAnswer> {
  return await exchange(run.server, run.trustAnchors, bytes, limit(run, atMostMs));
}

function describeHttp({ httpStatus }: HttpAnswer): Finding {
  return passed(`HTTP ${httpStatus}, with the media type of a CMP message.`);
}

async function layer(
  { layers }: Run,
  name: ConnectionTestLayer['layer'],
  test: () => Promise<Finding>,
): Promise<Finding> {
  const begun = performance.now();
  const finding = await test();
  layers.push({ layer: name, durationMs: Math.round(performance.now() - begun), ...finding });
  return finding;
}

/** Says of each layer that was not reached which one did not carry it. */
function completed(reached: readonly ConnectionTestLayer[]): ConnectionTestLayer[] {
  const broken = reached.findLast(({ verdict }) => verdict === 'failed');
  const why = notTested(`Not reached: ${broken === undefined ? 'the test' : LAYER_NAMES[broken.layer]} failed.`);
  const missing = Object.keys(LAYER_NAMES).slice(reached.length) as ConnectionTestLayer['layer'][]; // the keys of that record
  return [...reached, ...missing.map((name) => ({ layer: name, durationMs: 0, ...why }))];
}

/** At least 1 ms, so that a test whose time is over ends by its next limit. */
function limit({ endsAt }: Run, atMostMs: number): number {
  return Math.max(1, Math.min(atMostMs, Math.floor(endsAt - performance.now())));
}

/** In the order of the test. */
const LAYER_NAMES: Record<ConnectionTestLayer['layer'], string> = {
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  http: 'HTTP',
  cmp: 'CMP',
  'cmp-protected': 'protected CMP',
};

const MAY_BE_CHOOSY: ReadonlySet<TransferErrorCode> = new Set([
  'answer-empty',
  'answer-timed-out',
  'connection-reset',
  'http-status',
]);

const NO_CREDENTIAL = 'Not tested: there is no Secret and no certificate to protect a question with.';
/** Of the whole test: the layers' own limits are cut where their sum would be more. */
const TOTAL_MS = 14_500;
const CONNECT_MS = 2500;
const ANSWER_MS = 5000;
