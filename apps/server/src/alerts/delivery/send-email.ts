import { rootCertificates } from 'node:tls';

import { createTransport } from 'nodemailer';

import { serverAuthority } from '../../policies/server-url.ts';
import type { AlertNotice } from '../messages/alert-notice.ts';
import { plainText } from '../messages/plain-text.ts';
import { writeEmail } from '../messages/write-email.ts';
import { DeliveryError, deliveryProblem, networkProblem } from './delivery-problem.ts';
import type { Delivered, UsableEmail } from './usable-channel.ts';

/**
 * Sends a message by SMTP, once.
 *
 * @param recipients those who do not have it yet; the header names all
 * @returns who has taken it, when anybody has
 * @throws {DeliveryError} when nobody has
 */
export async function sendEmail(
  channel: UsableEmail,
  notice: AlertNotice,
  recipients: readonly string[] = channel.to,
): Promise<Delivered> {
  const where = serverAuthority(channel);
  const domain = channel.from.slice(channel.from.lastIndexOf('@') + 1);
  const { subject, text } = writeEmail(notice);
  const transport = createTransport({
    host: channel.host,
    port: channel.port,
    secure: channel.security === 'tls',
    // A server that offers no STARTTLS, or somebody on the way who takes the offer out, gets nothing (RFC 8314, section 3).
    requireTLS: channel.security === 'starttls',
    ignoreTLS: channel.security === 'none',
    ...(channel.user !== '' && { auth: { user: channel.user, pass: channel.password } }),
    tls: { ca: [...rootCertificates, ...channel.trustAnchors], minVersion: 'TLSv1.2' },
    dnsTimeout: CONNECT_TIMEOUT_MS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    // Nothing in a message is ever a path or a URL to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const info = await transport.sendMail({
      from: { name: 'Crypto CMP Console', address: channel.from },
      to: channel.to.map((address) => ({ name: '', address })),
      envelope: { from: channel.from, to: [...recipients] },
      subject,
      text,
      messageId: `<${notice.id}@${domain}>`,
      // One thread for all messages about one alert.
      references: `<alert-${notice.alert.id}@${domain}>`,
      headers: {
        // RFC 3834, section 5: so that no holiday answers it.
        'Auto-Submitted': 'auto-generated',
        'X-Crypto-CMP-Event': `${notice.alert.kind} ${notice.event}`,
      },
      signal: AbortSignal.timeout(WHOLE_TIMEOUT_MS),
    });
    const refused = new Map(refusalsIn(info).map(({ address, answer }) => [address, answer]));
    return {
      recipients: recipients.map((address) => ({
        address,
        accepted: !refused.has(address),
        answer: refused.get(address) ?? null,
      })),
    };
  } catch (error) {
    throw new DeliveryError(toProblem(error, where, channel), { cause: error });
  } finally {
    transport.close();
  }
}

function refusalsIn(outcome: object): { readonly address: string; readonly answer: string }[] {
  const errors: unknown = Reflect.get(outcome, 'rejectedErrors');
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    if (!(error instanceof Error)) return [];
    const address: unknown = Reflect.get(error, 'recipient');
    return typeof address === 'string' ? [{ address, answer: plainText(responseOf(error) ?? error.message) }] : [];
  });
}

/** What went wrong, from the codes of the library, which sorts it by the command that failed. */
function toProblem(error: unknown, where: string, { user, from, to }: UsableEmail) {
  if (!(error instanceof Error)) return deliveryProblem('console-failed', where);
  const code = String(Reflect.get(error, 'code'));
  const command = String(Reflect.get(error, 'command'));
  const response = responseOf(error);
  if (code === 'EAUTH' || code === 'ENOAUTH') return deliveryProblem('authentication-failed', where, response);
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    if (command.startsWith('MAIL')) {
      return Reflect.get(error, 'responseCode') === 530 && user === ''
        ? deliveryProblem('authentication-failed', where, response)
        : deliveryProblem('sender-refused', `${where}, for ${from},`, response);
    }
    const [first] = refusalsIn(error);
    if (command.startsWith('RCPT') || first !== undefined) {
      return deliveryProblem(
        'recipient-refused',
        `${where}, for ${first?.address ?? to.join(', ')},`,
        first?.answer ?? response,
      );
    }
    return deliveryProblem('message-refused', where, response);
  }
  if (response !== undefined && code === 'ETLS') return deliveryProblem('starttls-not-offered', where, response);
  const ofNetwork = networkProblem(error, where);
  if (ofNetwork !== undefined) {
    // The library times out a silent server with the code of a connection that did not come about.
    const isLate = ofNetwork.code === 'connection-timed-out' && !/connection timeout/i.test(error.message);
    return isLate ? deliveryProblem('answer-timed-out', where) : ofNetwork;
  }
  if (code === 'EABORT' || error.name === 'TimeoutError') return deliveryProblem('answer-timed-out', where);
  if (code === 'ECONNECTION') return deliveryProblem('connection-closed', where);
  if (code === 'EPROTOCOL') return deliveryProblem('unexpected-answer', where, response);
  return deliveryProblem('message-refused', where, response ?? error.message);
}

function responseOf(error: Error): string | undefined {
  const response: unknown = Reflect.get(error, 'response');
  return typeof response === 'string' && response !== '' ? response : undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 20_000;
/** Shorter than a lease. */
const WHOLE_TIMEOUT_MS = 60_000;
