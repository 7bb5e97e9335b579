import type { AlertDeliveryProblem } from '@crypto-cmp/api';

import { plainText } from '../messages/plain-text.ts';

/** A message that did not arrive, and why. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly problem: AlertDeliveryProblem;

  constructor(problem: AlertDeliveryProblem, options?: ErrorOptions) {
    super(`${problem.code}: ${problem.cause}`, options);
    this.problem = problem;
  }
}

/** Puts a failed delivery into words. What the other side has said is kept apart, as text. */
export function deliveryProblem(
  code: AlertDeliveryProblem['code'],
  where: string,
  answer?: string,
): AlertDeliveryProblem {
  const { cause, fix } = WORDS[code](where);
  return { code, cause, fix, answer: answer === undefined || answer === '' ? null : plainText(answer) };
}

/** What the network has against a connection; undefined for an error of another kind. */
export function networkProblem(error: unknown, where: string): AlertDeliveryProblem | undefined {
  const code = networkCodeOf(error);
  if (code !== undefined) return deliveryProblem(code, where);
  const tls = tlsReasonOf(error);
  if (tls === undefined) return undefined;
  return deliveryProblem(tls.isTrust ? 'tls-not-trusted' : 'tls-failed', where, tls.reason);
}

function networkCodeOf(error: unknown): AlertDeliveryProblem['code'] | undefined {
  if (!(error instanceof Error)) return undefined;
  // Several addresses of one host, each with its own error: the last one speaks for them.
  if (error instanceof AggregateError) return networkCodeOf(error.errors.at(-1));
  // Libraries put their own code over that of the system, which then stands in the text alone.
  const texts = [Reflect.get(error, 'code'), Reflect.get(error, 'errno'), error.message].map(String);
  const found = Object.entries(NETWORK_CODES).find(([name]) => texts.some((text) => text.includes(name)));
  return found?.[1] ?? (error.cause === undefined ? undefined : networkCodeOf(error.cause));
}

function tlsReasonOf(error: unknown): { readonly isTrust: boolean; readonly reason: string } | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = String(Reflect.get(error, 'code'));
  const text = `${code} ${error.message}`;
  if (/self.signed|unable to (?:get|verify)|CERT_|certificate has expired|ERR_TLS_CERT_ALTNAME|altnames/i.test(text)) {
    return { isTrust: true, reason: error.message };
  }
  if (/ERR_SSL|EPROTO|ssl routines|wrong version number|\bTLS\b/i.test(text)) {
    return { isTrust: false, reason: error.message };
  }
  return undefined;
}

const NETWORK_CODES: Readonly<Record<string, AlertDeliveryProblem['code']>> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  EDNS: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'host-unreachable',
  ETIMEDOUT: 'connection-timed-out',
  ECONNRESET: 'connection-closed',
  EPIPE: 'connection-closed',
};

type Words = (where: string) => { readonly cause: string; readonly fix: string };

const WORDS: Readonly<Record<AlertDeliveryProblem['code'], Words>> = {
  'host-not-found': (where) => ({
    cause: `The name service does not know ${where}.`,
    fix: 'Correct the host name, or the name service of this computer.',
  }),
  'connection-refused': (where) => ({
    cause: `${where} refused the connection.`,
    fix: 'Correct host and port, or ask whether the server runs.',
  }),
  'host-unreachable': (where) => ({
    cause: `There is no way to ${where} in the network.`,
    fix: 'Correct the host, or ask for the way to be opened.',
  }),
  'connection-timed-out': (where) => ({
    cause: `${where} did not take the connection in time.`,
    fix: 'A firewall may drop it. Correct host and port, or ask for the way to be opened.',
  }),
  'connection-closed': (where) => ({
    cause: `${where} closed the connection before the message was taken.`,
    fix: 'Check port and security: a server for TLS closes what is none, and the other way round.',
  }),
  'starttls-not-offered': (where) => ({
    cause: `${where} does not offer STARTTLS, so nothing was sent.`,
    fix: 'Use TLS with its own port, often 465, or ask the server’s operators to offer STARTTLS.',
  }),
  'tls-failed': (where) => ({
    cause: `${where} and the console found no common TLS.`,
    fix: 'Check whether this port speaks TLS from the start, and set the security to what it speaks.',
  }),
  'tls-not-trusted': (where) => ({
    cause: `The TLS certificate of ${where} is not trusted, is expired, or bears another name.`,
    fix: 'Add the CA that issued it to the CA certificates of the channel, or write the host as the certificate has it.',
  }),
  'answer-timed-out': (where) => ({
    cause: `${where} did not answer in time.`,
    fix: 'Ask whether the server works. The message may have arrived all the same.',
  }),
  'authentication-failed': (where) => ({
    cause: `${where} does not accept the user or the password.`,
    fix: 'Correct the user, or enter the password again.',
  }),
  'sender-refused': (where) => ({
    cause: `${where} does not take messages from this sender.`,
    fix: 'Correct From, or sign in as a user who may send from it.',
  }),
  'recipient-refused': (where) => ({
    cause: `${where} does not take messages to this recipient.`,
    fix: 'Correct To, or sign in: many servers send to other domains only for users they know.',
  }),
  'message-refused': (where) => ({
    cause: `${where} refused the message.`,
    fix: 'Its own words say why.',
  }),
  'http-redirect': (where) => ({
    cause: `${where} points to another address, which the console does not follow.`,
    fix: 'Enter the address where messages are really taken.',
  }),
  'http-status': (where) => ({
    cause: `${where} answered, but did not take the message.`,
    fix: 'Check the URL and the secret at the receiver; its log says more.',
  }),
  'unexpected-answer': (where) => ({
    cause: `${where} answered with something that cannot be understood.`,
    fix: 'Check host and port: another kind of server may listen there.',
  }),
  'channel-not-usable': () => ({
    cause: 'The channel’s password or secret does not open with the master key.',
    fix: 'The database or the key file was changed by hand. Enter the password or secret again.',
  }),
  'console-failed': () => ({
    cause: 'The console itself failed.',
    fix: 'Look into the console’s log.',
  }),
};
