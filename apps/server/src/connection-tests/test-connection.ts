import type { Socket } from 'node:net';

import type { ConnectionTest, ConnectionTestDraft, ConnectionTestLayer } from '@crypto-cmp/api';
import { TransferError, type TransferErrorCode } from '@crypto-cmp/cmp';
import type { HttpAnswer } from '@crypto-cmp/cmp/node';
import type { CryptoProvider } from '@crypto-cmp/x509';

import { toInstant } from '../instant.ts';
import type { WayToServer } from '../policies/way-to-server.ts';
import { checkTls } from './check-tls.ts';
import { clientCertificateFault } from './client-certificate-fault.ts';
import { connectTcp } from './connect-tcp.ts';
import { exchange } from './exchange.ts';
import { type Finding, notTested, passed, toFinding } from './finding.ts';
import { lookUpName } from './look-up-name.ts';
import { atProxy, type NextHop, nextHop, throughProxy } from './next-hop.ts';
import { openTunnel } from './open-tunnel.ts';
import { askProtected } from './protected-question.ts';
import type { TestCredential } from './test-credential.ts';
import { createUnprotectedQuestion } from './unprotected-question.ts';

export interface TestClock {
  readonly crypto: CryptoProvider;
  readonly now: () => number;
}

interface TestSubject extends Pick<ConnectionTestDraft, 'server' | 'trustAnchors' | 'advanced'> {
  /** The way that the advanced settings say, as an enrollment would take it. */
  readonly way: WayToServer;
}

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
  const hop = nextHop(server, subject.way);
  const run: Run = { ...clock, ...subject, hop, layers: [], endsAt: performance.now() + TOTAL_MS };
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
  readonly hop: NextHop;
  readonly layers: ConnectionTestLayer[];
  /** On performance's clock. */
  readonly endsAt: number;
}

/** DNS, TCP, TLS. Whether a message can be sent. */
async function testReaching(run: Run): Promise<boolean> {
  const { server, hop } = run;
  const dns = await layer(run, 'dns', async () => atProxy(await lookUpName(hop, limit(run, CONNECT_MS)), hop, server));
  if (dns.verdict === 'failed') return false;
  let socket: Awaited<ReturnType<typeof connectTcp>>['socket'];
  const tcp = await layer(run, 'tcp', async () => {
    const connected = await connectTcp(hop, limit(run, CONNECT_MS));
    socket = connected.socket;
    return atProxy(connected.finding, hop, server);
  });
  const open = socket;
  if (tcp.verdict === 'failed' || open === undefined) return false;
  try {
    const tls = await layer(run, 'tls', async () =>
      server.transport === 'tls' ? await testTls(run, open) : notTested('Transport is HTTP: there is no TLS.'),
    );
    return tls.verdict !== 'failed';
  } finally {
    open.destroy();
  }
}

async function testTls(run: Run, socket: Socket): Promise<Finding> {
  const { server, advanced, way, hop } = run;
  const refusal = hop.isProxy ? await openTunnel(server, socket, limit(run, CONNECT_MS)) : undefined;
  if (refusal !== undefined) return refusal;
  const finding = await checkTls({
    server,
    socket,
    tls: way.tls ?? {},
    hasOwnAnchors: advanced.tls.trustAnchors.length > 0,
    now: run.now(),
    timeoutMs: limit(run, CONNECT_MS),
  });
  return throughProxy(finding, hop);
}

/** HTTP, CMP, protected CMP. */
async function testAnswering(run: Run, credential: TestCredential | undefined): Promise<void> {
  const question = createUnprotectedQuestion(run.crypto, run.now());
  let answer: HttpAnswer | undefined;
  let problem: TransferErrorCode | undefined;
  const http = await layer(run, 'http', async () => {
    try {
      answer = await send(run, question.bytes, ANSWER_MS);
      return describeHttp(answer, run);
    } catch (error) {
      if (error instanceof TransferError) problem = error.code;
      return describeProblem(error, run);
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
  run.layers.splice(-1, 1, { layer: 'http', durationMs: Math.round(heard.durationMs), ...describeHttp(heard, run) });
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
    return describeProblem(error, run);
  }
}

async function send(run: Run, bytes: Uint8Array, atMostMs: number): Promise<HttpAnswer> {
  return await exchange(run.server, run.way, bytes, limit(run, atMostMs));
}

function describeHttp({ httpStatus }: HttpAnswer, { hop }: Run): Finding {
  return throughProxy(passed(`HTTP ${httpStatus}, with the media type of a CMP message.`), hop);
}

function describeProblem(error: unknown, { server, way, hop }: Run): Finding {
  const wasShown = way.tls?.clientCertificate !== undefined;
  const fault = clientCertificateFault(error, wasShown);
  if (fault !== undefined) return fault;
  const finding = throughProxy(toFinding(error, server), hop);
  // Some servers end the connection then, and say nothing.
  const isSilent = wasShown && error instanceof TransferError && error.code === 'connection-reset';
  return isSilent ? { ...finding, detail: `${finding.detail} It may not accept the client certificate.` } : finding;
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
