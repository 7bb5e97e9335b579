import { isIP } from 'node:net';
import { join, resolve } from 'node:path';

import { StartError } from './start-error.ts';

/** Everything the program can be told from outside, parsed. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly masterKeyFile: string;
  /** PostgreSQL, with the password in it; undefined for SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: string;
  readonly labCaUrl: string | undefined;
  readonly labCaDir: string | undefined;
  readonly messageTimeoutSeconds: number;
  readonly enrollmentTimeoutSeconds: number;
  readonly waitingLimitSeconds: number;
  /** Where people reach the console, for links in messages; no slash at its end. */
  readonly publicUrl: string | undefined;
  readonly caConcurrency: number;
  readonly caStartsPerMinute: number;
}

/** What backups need beside. Whoever has the passphrase and a backup has every private key. */
export interface BackupSettings {
  readonly passphrase: string | undefined;
  readonly passphraseFile: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses the environment. The only place of the server that reads it.
 *
 * @throws {StartError} with a sentence that names the setting and what it takes.
 */
export function readSettings(environment: Environment = process.env): Settings {
  const text = (name: SettingName): string => environment[name]?.trim() || SETTINGS[name].default;
  const wholeNumber = (name: SettingName, least: number, most: number): number => {
    const value = text(name);
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) {
      throw new StartError('bad-setting', `${name} is "${value}": expected a whole number from ${least} to ${most}.`);
    }
    return number;
  };

  const dataDir = resolve(text('DATA_DIR'));
  const logLevel = text('LOG_LEVEL');
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new StartError('bad-setting', `LOG_LEVEL is "${logLevel}": expected one of ${LOG_LEVELS.join(', ')}.`);
  }
  return {
    host: loopbackHost(text('HOST')),
    port: wholeNumber('PORT', 0, 65_535),
    dataDir,
    masterKeyFile: text('MASTER_KEY_FILE') === '' ? join(dataDir, 'master.key') : resolve(text('MASTER_KEY_FILE')),
    databaseUrl: postgresUrl(text('DATABASE_URL')),
    logLevel,
    labCaUrl: httpUrl('LAB_CA_URL', text('LAB_CA_URL')),
    labCaDir: text('LAB_CA_DIR') === '' ? undefined : resolve(text('LAB_CA_DIR')),
    messageTimeoutSeconds: wholeNumber('MESSAGE_TIMEOUT_SECONDS', 1, 600),
    enrollmentTimeoutSeconds: wholeNumber('ENROLLMENT_TIMEOUT_SECONDS', 1, 86_400),
    waitingLimitSeconds: wholeNumber('WAITING_LIMIT_SECONDS', 1, 31_536_000),
    publicUrl: httpUrl('PUBLIC_URL', text('PUBLIC_URL'))?.replace(/\/+$/, ''),
    caConcurrency: wholeNumber('CA_CONCURRENCY', 1, 1000),
    caStartsPerMinute: wholeNumber('CA_STARTS_PER_MINUTE', 1, 100_000),
  };
}

/** Parses the part of the environment that only backup and restore look at. */
export function readBackupSettings(environment: Environment = process.env): BackupSettings {
  const file = environment['BACKUP_PASSPHRASE_FILE']?.trim() ?? '';
  return {
    passphrase: environment['BACKUP_PASSPHRASE'],
    passphraseFile: file === '' ? undefined : resolve(file),
  };
}

/** The text of `--help`: each setting, its default and its meaning. */
export function settingsHelp(): string {
  const rows = Object.entries(SETTINGS).map(([name, { default: value, meaning }]) => ({
    name,
    meaning: value === '' ? meaning : `${meaning} (${value})`,
  }));
  const width = Math.max(...rows.map((row) => row.name.length));
  return [
    'Crypto CMP Console, the server. It takes no arguments; settings come from the environment:',
    '',
    ...rows.map((row) => `  ${row.name.padEnd(width)}  ${row.meaning}`),
    '',
    'It prints "listening on http://..." when ready. SIGTERM and SIGINT stop it within 10 s.',
    'Exit codes: 0 stopped on request, 1 could not start.',
  ].join('\n');
}

/** Whether a host name or address means this computer and nothing else. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** There is no sign-in yet: whoever reaches the port may do everything, so only this computer may reach it. */
function loopbackHost(host: string): string {
  if (isLoopbackHost(host)) return host.replace(/^\[(.*)\]$/, '$1');
  throw new StartError(
    'host-not-loopback',
    `HOST is "${host}": the console has no sign-in yet, so it listens on this computer only. Use 127.0.0.1, ::1 or localhost.`,
  );
}

/** Its errors do not repeat the value: it may hold a password. */
function postgresUrl(value: string): string | undefined {
  if (value === '') return undefined;
  const isPostgres = URL.canParse(value) && /^postgres(?:ql)?:$/.test(new URL(value).protocol);
  if (!isPostgres || new URL(value).pathname.length < 2) {
    throw new StartError(
      'bad-setting',
      'DATABASE_URL is not the address of a PostgreSQL database: expected postgres://user:password@host:5432/database. Characters other than letters and digits in the password are written as %XX.',
    );
  }
  return value;
}

function httpUrl(name: SettingName, value: string): string | undefined {
  if (value === '') return undefined;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw new StartError('bad-setting', `${name} is "${value}": expected a URL that begins with http:// or https://.`);
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const SETTINGS = {
  HOST: { default: '127.0.0.1', meaning: 'address to listen on; only this computer, until sign-in exists' },
  PORT: { default: '8080', meaning: 'port to listen on; 0 picks a free one' },
  DATA_DIR: { default: './data', meaning: 'folder of the database; made if it is not there' },
  DATABASE_URL: {
    default: '',
    meaning: 'postgres://user:password@host/database, for several replicas (SQLite in DATA_DIR)',
  },
  MASTER_KEY_FILE: {
    default: '',
    meaning: 'file of the key that seals secrets and private keys; made with mode 0600 (master.key in DATA_DIR)',
  },
  LOG_LEVEL: { default: 'info', meaning: 'fatal, error, warn, info, debug, trace or silent' },
  LAB_CA_URL: { default: '', meaning: 'URL of a lab CA to offer on the first page' },
  LAB_CA_DIR: { default: '', meaning: 'data folder of that lab CA, where connection.json lies' },
  MESSAGE_TIMEOUT_SECONDS: { default: '30', meaning: 'how long one CMP message may take' },
  ENROLLMENT_TIMEOUT_SECONDS: {
    default: '300',
    meaning: 'how long an enrollment may take, waiting for the CA not counted',
  },
  WAITING_LIMIT_SECONDS: {
    default: '604800',
    meaning: 'how long a CA may let an enrollment wait before it fails; a week',
  },
  CA_CONCURRENCY: { default: '8', meaning: 'how many enrollments may be under way at one CA server at once' },
  CA_STARTS_PER_MINUTE: { default: '300', meaning: 'how many enrollments may begin at one CA server in a minute' },
  PUBLIC_URL: { default: '', meaning: 'URL at which people open the console, for links in e-mails and webhooks' },
} as const satisfies Record<string, { default: string; meaning: string }>;

type SettingName = keyof typeof SETTINGS;
