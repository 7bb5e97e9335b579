import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect, type PeerCertificate, rootCertificates, type TLSSocket } from 'node:tls';

import type { CmpServerDraft } from '@crypto-cmp/policy';

import { type Finding, failed, passed, unreachable } from './finding.ts';

/** TLS, over a connection that is open: the handshake, then chain, name and validity of the server's certificate. */
export async function checkTls(
  server: CmpServerDraft,
  socket: Socket,
  trustAnchors: readonly string[],
  now: number,
  timeoutMs: number,
): Promise<Finding> {
  const secured = connect({
    socket,
    ...(isIP(server.host) === 0 && { servername: server.host }),
    // As an enrollment does: a policy's trust anchor, or a CA this host knows, may have certified the server.
    ca: [...rootCertificates, ...trustAnchors],
    minVersion: 'TLSv1.2',
    // Nothing is sent over this connection, and what is wrong with it is told, not just that something is.
    rejectUnauthorized: false,
    // Judged below: here it would hide what is wrong with the chain.
    checkServerIdentity: () => undefined,
  });
  try {
    const outcome = await shakeHands(secured, timeoutMs);
    if (outcome === 'late') {
      return failed(
        `${server.host} began no TLS within ${Math.round(timeoutMs / 1000)} s.`,
        'Check whether this port speaks TLS at all, or set Transport to HTTP.',
      );
    }
    if (outcome === 'refused') return unreachable('tls-failed', server);
    return judge(secured, server.host, now);
  } finally {
    secured.destroy();
  }
}

async function shakeHands(socket: TLSSocket, timeoutMs: number): Promise<'done' | 'late' | 'refused'> {
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), timeoutMs);
    const end = (outcome: 'done' | 'refused') => {
      clearTimeout(timer);
      resolve(outcome);
    };
    socket.once('secureConnect', () => end('done'));
    socket.on('error', () => end('refused'));
    socket.once('close', () => end('refused'));
  });
}

/** RFC 9110, section 4.3.4: the chain, the time and the name. */
function judge(socket: TLSSocket, host: string, now: number): Finding {
  const certificate = socket.getPeerCertificate();
  const faults = [chainFault(socket), validityFault(certificate, now), nameFault(certificate, host)];
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) {
    return failed(
      found.map(({ detail }) => detail).join(' '),
      [...new Set(found.map(({ advice }) => advice))].join(' '),
    );
  }
  const until = toDay(certificate.valid_to);
  return passed(
    `${socket.getProtocol() ?? 'TLS'}; the certificate is trusted, bears ${host}, and is valid until ${until}.`,
  );
}

interface Fault {
  readonly detail: string;
  readonly advice: string;
}

function chainFault({ authorized, authorizationError }: TLSSocket): Fault | undefined {
  // Node's types call it an Error, but it is the code of one.
  const code = String(authorizationError);
  if (authorized || TIME_CODES.has(code)) return undefined;
  const selfSigned = code === 'DEPTH_ZERO_SELF_SIGNED_CERT';
  return {
    detail: selfSigned
      ? 'The server’s certificate is self-signed and not among the trust anchors.'
      : 'The server’s certificate chains to no trust anchor of this policy, and to no CA this computer knows.',
    advice: 'Compare the fingerprint of the CA that issued it with its operators, and add it to the trust anchors.',
  };
}

function validityFault({ valid_from: from, valid_to: to }: PeerCertificate, now: number): Fault | undefined {
  const advice = 'Ask the CA’s operators for a server certificate that is valid, or correct this computer’s clock.';
  if (Date.parse(to) < now) return { detail: `The server’s certificate expired on ${toDay(to)}.`, advice };
  if (Date.parse(from) > now) return { detail: `The server’s certificate is valid only from ${toDay(from)}.`, advice };
  return undefined;
}

function nameFault(certificate: PeerCertificate, host: string): Fault | undefined {
  if (checkServerIdentity(host, certificate) === undefined) return undefined;
  const names = (certificate.subjectaltname ?? '').replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200);
  return {
    detail: `The server’s certificate does not bear ${host}${names === '' ? '' : `, but ${names}`}.`,
    advice: 'Write the host as the certificate has it, or ask the CA’s operators for a certificate with this name.',
  };
}

function toDay(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'an unknown day' : date.toISOString().slice(0, 10);
}

/** Told by the validity itself. OpenSSL names one fault only, so such a chain may be broken elsewhere too. */
const TIME_CODES: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
