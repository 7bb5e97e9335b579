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
  return `cmp: asks a CA for certificates over CMP, with the options of openssl cmp

  cmp -cmd ir|cr|kur|p10cr -server URL ..    ask for a certificate
  cmp -cmd rr -server URL ..                 have one revoked, or a hold lifted
  cmp -cmd genm -infotype NAME -server ..    ask for CA certificates, root, CRL
  cmp inspect [--json] FILE                  a message as a tree; - is stdin
  cmp explain FILE                           what it says, and which proofs hold

A first certificate with a shared secret:
  cmp -cmd ir -server 127.0.0.1:8829/cmp -ref 1234 -secret env:CMP_SECRET \\
      -newkey key.pem -subject /CN=ap-7 -out_trusted root.pem -certout cert.pem

cmp --help TOPIC or OPTION:
${topics.join('\n')}

FILES: several, by commas or spaces. Exit codes: 0 done, 1 not.
SOURCE: pass:TEXT, env:NAME, file:PATH, stdin or the text itself.`;
}

function showTopic(topic: Topic): string {
  const rows = OPTIONS.filter((row) => row.topic === topic);
  const taken = rows.filter(({ differs }) => differs?.status !== 'refused' && differs?.status !== 'ignored');
  const others = rows.filter((row) => !taken.includes(row)).map(({ name }) => `-${name}`);
  const lines = taken.flatMap((row) => {
    const left = `-${row.name} ${row.value}`.trimEnd();
    const first = `${row.differs === undefined ? ' ' : '*'} ${left.padEnd(WIDTH_OF_OPTIONS)}`;
    return wrap(row.says.split(' '), first, ' '.repeat(WIDTH_OF_OPTIONS + 3));
  });
  return [
    `${TOPIC_TITLES[topic]}:`,
    ...lines,
    ...(taken.some(({ differs }) => differs !== undefined) ? ['* not all as with OpenSSL: cmp --help OPTION'] : []),
    ...(others.length === 0 ? [] : ['Refused or ignored (cmp --help OPTION says why):', ...wrap(others, ' ', '  ')]),
  ].join('\n');
}

function showOption({ name, value, says, differs }: OptionRow): string {
  const head = `-${name} ${value}`.trimEnd();
  const told = differs && `${{ refused: 'Refused. ', ignored: 'Ignored. ', other: '' }[differs.status]}${differs.why}`;
  const lines = [says, told ?? ''].filter((line) => line !== '');
  return [head, ...lines.flatMap((line) => wrap(line.split(' '), ' ', '  '))].join('\n');
}

/** Lines that fit a terminal of 80 columns: the first begins with `first`, the others with `indent`. */
function wrap(words: readonly string[], first: string, indent: string): string[] {
  const lines = [first];
  for (const word of words) {
    const last = lines.pop() ?? '';
    lines.push(...(last.length + word.length < COLUMNS ? [`${last} ${word}`] : [last, `${indent}${word}`]));
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

const COLUMNS = 80;
const WIDTH_OF_NAMES = 14;
const WIDTH_OF_OPTIONS = 22;
