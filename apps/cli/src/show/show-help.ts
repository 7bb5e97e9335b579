import { CliError } from '../cli-error.ts';
import type { OptionRow, Topic } from '../options/option-row.ts';
import { TOPICS } from '../options/option-row.ts';
import { OPTIONS } from '../options/options.ts';

/** A screen of help: the whole, or one topic. @throws CliError for a topic that is none */
export function showHelp(topic: string | undefined): string {
  if (topic === undefined) return overview();
  const found = TOPICS.find((name) => name === topic);
  if (found !== undefined) return showTopic(found);
  const option = OPTIONS.find(({ name }) => name === topic.replace(/^--?/, ''));
  if (option !== undefined) return showOption(option);
  throw new CliError(`there is no help on ${topic}. Topics: ${TOPICS.join(', ')}`);
}

function overview(): string {
  const topics = TOPICS.map((topic) => `  ${topic.padEnd(WIDTH_OF_NAMES)} ${TOPIC_TITLES[topic]}`);
  return `cmp: asks a certification authority for certificates over CMP, with the options of openssl cmp

  cmp -cmd ir|cr|kur|p10cr -server URL [options]   ask for a certificate
  cmp -cmd rr -server URL [options]                have one revoked, or a hold lifted
  cmp -cmd genm -infotype NAME -server URL ...     ask for CA certificates, a new root, a CRL
  cmp inspect [--json] FILE                        a message as a tree: PEM, base64, DER; - is stdin
  cmp explain FILE                                 what a message says, and which of its proofs hold

A first certificate with a shared secret:
  cmp -cmd ir -server 127.0.0.1:8829/cmp -ref 1234 -secret env:CMP_SECRET \\
      -newkey key.pem -subject /CN=ap-7 -out_trusted root.pem -certout cert.pem

cmp --help TOPIC or OPTION:
${topics.join('\n')}

FILES are several, with commas or spaces between.
SOURCE is pass:TEXT, env:NAME, file:PATH, stdin or the text itself. Exit codes: 0 done, 1 not.`;
}

function showTopic(topic: Topic): string {
  const rows = OPTIONS.filter((row) => row.topic === topic);
  const taken = rows.filter(({ differs }) => differs?.status !== 'refused' && differs?.status !== 'ignored');
  const others = rows.filter((row) => !taken.includes(row)).map(({ name }) => `-${name}`);
  const lines = taken.map((row) => {
    const left = `-${row.name} ${row.value}`.trimEnd();
    return `  ${left.padEnd(WIDTH_OF_OPTIONS)} ${row.says}${row.differs === undefined ? '' : ' *'}`;
  });
  return [
    `${TOPIC_TITLES[topic]}:`,
    ...lines,
    ...(taken.some(({ differs }) => differs !== undefined) ? ['* not all as with OpenSSL: cmp --help OPTION'] : []),
    ...(others.length === 0 ? [] : ['Refused or ignored (cmp --help OPTION says why):', ...wrap(others)]),
  ].join('\n');
}

function showOption({ name, value, says, differs }: OptionRow): string {
  const head = `-${name} ${value}`.trimEnd();
  const line = says === '' ? head : `${head}\n  ${says}`;
  if (differs === undefined) return line;
  return `${line}\n  ${{ refused: 'Refused. ', ignored: 'Ignored. ', other: '' }[differs.status]}${differs.why}`;
}

function wrap(words: readonly string[]): string[] {
  const lines = [' '];
  for (const word of words) {
    const last = lines.pop() ?? '';
    lines.push(...(last.length + word.length < 96 ? [`${last} ${word}`] : [last, `  ${word}`]));
  }
  return lines;
}

const TOPIC_TITLES: Readonly<Record<Topic, string>> = {
  general: 'Where options come from, and how much is said',
  message: 'What kind of message, and what genm asks for',
  enrollment: 'What certificate to ask for, and where to save it',
  transfer: 'How to reach the CA',
  server: 'Whom to believe',
  client: 'Who we are: secret or certificate, and the form of files',
  tls: 'TLS',
  files: 'Messages from and to files',
  verification: 'How certificates are checked',
  mock: "OpenSSL's mock CA",
};

const WIDTH_OF_NAMES = 14;
const WIDTH_OF_OPTIONS = 27;
