import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls';

import type { TlsSettings } from '@crypto-cmp/cmp/node';
import type { CmpServerDraft } from '@crypto-cmp/policy';

import { clientCertificateFault } from './client-certificate-fault.ts';
import { type Finding, failed, passed, unreachable } from './finding.ts';

export interface TlsTest {
  readonly server: CmpServerDraft;
  /** A connection that is open, maybe through a proxy. */
  readonly socket: Socket;
  /** As an enrollment would have them. */
  readonly tls: TlsSettings;
  /** Whether the policy names trust anchors for TLS alone. */
  readonly hasOwnAnchors: boolean;
  readonly now: number;
  readonly timeoutMs: number;
}

/** TLS, over a connection that is open: the handshake, then chain, name and validity of the server's certificate. */
export async function checkTls({ server, socket, tls, hasOwnAnchors, now, timeoutMs }: TlsTest): Promise<Finding> {
  const { trustAnchors = [], serverName, clientCertificate } = tls;
  const name = serverName ?? server.host;
  const secured = connect({
    socket,
    ...(isIP(name) === 0 && { servername: name }),
    ca: [...trustAnchors],
    ...(clientCertificate !== undefined && {
      cert: clientCertificate.chain.join('\n'),
      key: clientCertificate.privateKey,
    }),
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
    if (outcome !== 'done') {
      return clientCertificateFault(outcome, clientCertificate !== undefined) ?? unreachable('tls-failed', server);
    }
    const finding = judge(secured, { name, hasOwnAnchors, now });
    if (finding.verdict === 'failed') return finding;
    const objection = await hearObjection(secured, timeoutMs);
    return clientCertificateFault(objection, clientCertificate !== undefined) ?? finding;
  } finally {
    secured.destroy();
  }
}

async function shakeHands(socket: TLSSocket, timeoutMs: number): Promise<'done' | 'late' | Error> {
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), timeoutMs);
    const end = (outcome: 'done' | Error) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    socket.once('secureConnect', () => end('done'));
    socket.on('error', end);
    socket.once('close', () => end(new Error('closed')));
  });
}

/**
 * By TLS 1.3 a server judges the client certificate when the handshake has ended for us (RFC 8446, section 4.4.2.4). Once a
 * message is under way its alert may be lost with the connection, so it gets a moment before: most servers end that by a
 * ticket.
 */
async function hearObjection(socket: TLSSocket, timeoutMs: number): Promise<Error | undefined> {
  if (socket.getProtocol() !== 'TLSv1.3') return undefined;
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), Math.min(timeoutMs, OBJECTION_MS));
    const end = (objection?: Error) => {
      clearTimeout(timer);
      resolve(objection);
    };
    socket.once('session', () => end());
    socket.once('error', end);
    socket.once('close', () => end());
  });
}

/** RFC 9110, section 4.3.4: the chain, the time and the name. */
function judge(
  socket: TLSSocket,
  { name, hasOwnAnchors, now }: Pick<TlsTest, 'hasOwnAnchors' | 'now'> & { readonly name: string },
): Finding {
  const certificate = socket.getPeerCertificate();
  const faults = [chainFault(socket, hasOwnAnchors), validityFault(certificate, now), nameFault(certificate, name)];
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) {
    return failed(
      found.map(({ detail }) => detail).join(' '),
      [...new Set(found.map(({ advice }) => advice))].join(' '),
    );
  }
  const until = toDay(certificate.valid_to);
  return passed(
    `${socket.getProtocol() ?? 'TLS'}; the certificate is trusted, bears ${name}, and is valid until ${until}.`,
  );
}

interface Fault {
  readonly detail: string;
  readonly advice: string;
}

function chainFault({ authorized, authorizationError }: TLSSocket, hasOwnAnchors: boolean): Fault | undefined {
  // Node's types call it an Error, but it is the code of one.
  const code = String(authorizationError);
  if (authorized || TIME_CODES.has(code)) return undefined;
  const selfSigned = code === 'DEPTH_ZERO_SELF_SIGNED_CERT';
  if (hasOwnAnchors) {
    return {
      detail: 'The server’s certificate chains to none of the TLS trust anchors, which this policy trusts alone.',
      advice:
        'Compare the fingerprint of the CA that issued it with its operators, and add it to the TLS trust anchors.',
    };
  }
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

const OBJECTION_MS = 1000;
