import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';
import { SMTPServer } from 'smtp-server';

/** A message as the mail server has taken it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header and body, as they came over the wire. */
  readonly source: string;
  /** Values of its header, unfolded. */
  header(name: string): string | undefined;
  /** Decoded. */
  readonly text: string;
  readonly isSecure: boolean;
  readonly user: string | undefined;
}

export interface MailOptions {
  /** Whoever signs in as somebody else is refused; without it nobody needs to. */
  readonly account?: { readonly user: string; readonly password: string };
  /** TLS from the first octet, or offered by STARTTLS, or not at all. */
  readonly security?: 'none' | 'starttls' | 'tls';
  readonly credentials?: { readonly key: Buffer; readonly cert: Buffer };
  readonly refusedRecipients?: readonly string[];
  readonly refusedSenders?: readonly string[];
  readonly port?: number;
  /** Before a message is taken: a crash in that moment leaves it open whether it was. */
  readonly beforeTaking?: () => Promise<void>;
}

/** A real mail server on loopback. It ends with the test. */
export async function startMail(options: MailOptions = {}) {
  const { account, security = 'none', credentials, refusedRecipients = [], refusedSenders = [] } = options;
  const mails: TakenMail[] = [];
  const server = new SMTPServer({
    secure: security === 'tls',
    ...credentials,
    disabledCommands: [...(security === 'starttls' ? [] : ['STARTTLS']), ...(account === undefined ? ['AUTH'] : [])],
    authOptional: account === undefined,
    allowInsecureAuth: security === 'none',
    onAuth({ username, password }, _session, done) {
      if (username === account?.user && password === account?.password) done(null, { user: username });
      else done(new Error('535 5.7.8 Who are you?'));
    },
    onMailFrom({ address }, _session, done) {
      done(refusedSenders.includes(address) ? refusal(553, 'You may not send from there') : null);
    },
    onRcptTo({ address }, _session, done) {
      done(refusedRecipients.includes(address) ? refusal(550, 'No such user\u0007 here') : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const take = async () => {
          await options.beforeTaking?.();
          const source = Buffer.concat(chunks).toString();
          const { mailFrom, rcptTo } = session.envelope;
          mails.push({
            ...parse(source),
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            source,
            isSecure: session.secure,
            user: typeof session.user === 'string' ? session.user : undefined,
          });
          done();
        };
        void take();
      });
    },
  });
  // A client that ends a handshake because it does not trust the server is what some tests want.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const close = async () => await new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(close);
  return {
    port: (server.server.address() as AddressInfo).port, // a server that listens on a port has such an address
    mails,
    subjects: () => mails.map((mail) => mail.header('subject')),
    close,
  };
}

function refusal(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

function parse(source: string): Pick<TakenMail, 'header' | 'text'> {
  const end = source.indexOf('\r\n\r\n');
  const fields = source
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const header = (name: string) => {
    const field = fields.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}: `));
    return field === undefined ? undefined : decodeWords(field.slice(name.length + 2));
  };
  const body = source.slice(end + 4);
  const encoding = header('content-transfer-encoding');
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : encoding === 'quoted-printable'
        ? decodeQuoted(body)
        : body;
  return { header, text: text.replaceAll('\r\n', '\n') };
}

/** RFC 2047, section 4. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?= =\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : decodeQuoted(word.replaceAll('_', ' ')),
    );
}

function decodeQuoted(text: string): string {
  const octets = text
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1').toString();
}
