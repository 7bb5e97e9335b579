import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import {
  type Certificate,
  KEY_TYPES,
  type KeyType,
  parseCertificate,
  parsePem,
  POST_QUANTUM_KEY_TYPES,
  type PostQuantumKeyType,
  X509Error,
} from '@crypto-cmp/x509';

import { LabCaError } from '../lab-ca-error.ts';
import { type RunningLabCa, startLabCa, type StartOptions } from './start-lab-ca.ts';
import { systemErrorCode } from './system-error.ts';

const HELP = `Lab CA: a small certification authority that speaks CMP, for trying and testing only.
Its certificates prove nothing: do not trust its root anywhere that matters.

  npm run lab-ca -- [options]

  --port N                  port on 127.0.0.1 (8829; 0 picks a free one)
  --data DIR                folder for keys, certificates and connection.json (./data/lab-ca); made if not there
  --lifetime-seconds N      how long certificates live whose request does not say (7776000: 90 days)
  --confirm-wait-seconds N  how long an issued certificate waits for its confirmation (300)
  --key-type TYPE           of its own keys, at the first start: ${KEY_TYPES.join(', ')} (ec-p256)
  --roll-root               put another root in force, proven by the one before, and start
  --trust FILE              PEM certificates of other CAs, whose certificates may sign an ir or p10cr
  --help                    this text

It prints its URL, the reference, the secret and the path of its root certificate, then "listening on http://...".
A GET of / lists what it answers, and the faults it can be asked for by path.
SIGTERM and SIGINT stop it. Exit codes: 0 stopped on request, 1 could not start.`;

async function main(): Promise<void> {
  try {
    const options = await readOptions(process.argv.slice(2));
    if (options === undefined) {
      console.log(HELP);
      return;
    }
    const running = await startLabCa(options);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(running));
    console.log(welcome(running));
  } catch (error) {
    if (!(error instanceof LabCaError)) throw error;
    console.error(`The lab CA cannot start: ${error.message}`);
    process.exitCode = 1;
  }
}

async function stop(running: RunningLabCa): Promise<void> {
  await running.stop();
  process.exit(0);
}

/** In one piece, and the ready line last: whoever waits for it has read all the rest. */
function welcome({ connection, rootCertificatePath, connectionPath }: RunningLabCa): string {
  return [
    'Lab CA, for trying and testing only: its certificates prove nothing.',
    `reference         ${connection.referenceId}`,
    `secret            ${connection.secret}`,
    `root certificate  ${rootCertificatePath}`,
    `CA name           ${connection.caName}`,
    `all of it         ${connectionPath}`,
    `URL               ${connection.url}${connection.path}`,
    `listening on ${connection.url}`,
  ].join('\n');
}

/** Undefined: somebody asks for help. */
async function readOptions(args: string[]): Promise<StartOptions | undefined> {
  const values = parse(args);
  if (values.help === true) return undefined;
  const lifetimeSeconds = wholeNumber('--lifetime-seconds', values['lifetime-seconds'], 1, 315_360_000);
  const confirmWaitSeconds = wholeNumber('--confirm-wait-seconds', values['confirm-wait-seconds'], 1, 86_400);
  return {
    port: wholeNumber('--port', values.port, 0, 65_535) ?? DEFAULT_PORT,
    folder: values.data ?? DEFAULT_FOLDER,
    ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
    ...(confirmWaitSeconds !== undefined && { confirmWaitSeconds }),
    ...(values['key-type'] !== undefined && { keyType: keyType(values['key-type']) }),
    ...(values['roll-root'] === true && { rollRoot: true }),
    ...(values.trust !== undefined && { trustedIssuers: await readCertificates(values.trust) }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'lifetime-seconds': { type: 'string' },
        'confirm-wait-seconds': { type: 'string' },
        'key-type': { type: 'string' },
        trust: { type: 'string' },
        'roll-root': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new LabCaError('bad-argument', `${cause.message.split('. ')[0]}. --help lists the options.`, { cause });
  }
}

function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new LabCaError('bad-argument', `${name} is "${text}": expected a whole number from ${least} to ${most}.`);
}

function keyType(text: string): KeyType | PostQuantumKeyType {
  const types = [...KEY_TYPES, ...POST_QUANTUM_KEY_TYPES];
  const known = types.find((type) => type === text);
  if (known !== undefined) return known;
  throw new LabCaError('bad-argument', `--key-type is "${text}": expected one of ${types.join(', ')}.`);
}

async function readCertificates(path: string): Promise<Certificate[]> {
  try {
    const certificates = parsePem(await readFile(path, 'utf8'), 'CERTIFICATE').map(parseCertificate);
    if (certificates.length > 0) return certificates;
  } catch (cause) {
    if (!(cause instanceof X509Error) && systemErrorCode(cause) === undefined) throw cause;
  }
  throw new LabCaError('bad-argument', `--trust is "${path}": expected a file with certificates in PEM.`);
}

const DEFAULT_PORT = 8829;
const DEFAULT_FOLDER = 'data/lab-ca';

await main();
