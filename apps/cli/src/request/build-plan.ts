import type {
  AnyTransactionRequest,
  Decryption,
  Expectations,
  MessageAdditions,
  NoProtector,
  Protector,
} from '@crypto-cmp/cmp';
import type { TlsSettings } from '@crypto-cmp/cmp/node';
import type { Certificate, CertificateList } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { loadCertificates } from '../credentials/load-certificates.ts';
import { loadCrl } from '../credentials/load-crl.ts';
import type { Host } from '../host.ts';
import type { Log } from '../log.ts';
import type { GatheredOptions } from '../options/gather-options.ts';
import type { Options } from '../options/options.ts';
import { splitList } from '../options/split-list.ts';
import { checkFolders } from '../run/save-results.ts';
import { buildRequest } from './build-request.ts';
import { readCredentials } from './read-protector.ts';
import { readGeninfo } from './read-geninfo.ts';
import { readTrust, type Trust } from './read-trust.ts';
import { loadReferences } from './references.ts';
import { readProxy } from './read-proxy.ts';
import { readTls } from './read-tls.ts';
import { serverUrl } from './server-url.ts';

/** All that one run of the command needs: options checked, files read, nothing sent. */
export interface Plan {
  readonly options: Options;
  readonly request: AnyTransactionRequest;
  readonly protector: Protector | NoProtector;
  /** Opens what the CA encrypts to us, where it is asked to. */
  readonly decryption?: Decryption;
  readonly trust: Trust;
  readonly srvcert: Certificate | undefined;
  readonly crls: readonly CertificateList[];
  readonly expectations: Expectations;
  /** As of now: -attime moves the clock of the checks, and not the time in our messages. */
  readonly additions: () => MessageAdditions;
  /** The time of all checks. */
  readonly clock: () => Date;
  readonly transfer: Transfer;
}

export interface Transfer {
  /** Undefined: only answers from files. */
  readonly url: URL | undefined;
  readonly tls: TlsSettings;
  readonly proxy: URL | undefined;
  readonly keepAlive: 'never' | 'wanted' | 'required';
  readonly timeoutMs: number;
  readonly totalMs: number | undefined;
  readonly requestsIn: readonly string[];
  readonly newTransactionID: boolean;
  readonly requestsOut: readonly string[];
  readonly requestOnly: string | undefined;
  readonly responsesIn: readonly string[];
  readonly responsesOut: readonly string[];
}

/** @throws CliError */
export async function buildPlan({ options, config }: GatheredOptions, host: Host, log: Log): Promise<Plan> {
  checkRanges(options);
  warnOfDifferences(options, log);
  const transfer = await readTransfer(options, host, log);
  const clock = readClock(options);
  const references = await loadReferences(options, log);
  const untrusted = await loadCertificates(options.text('untrusted'), 'untrusted');
  const trust = await readTrust(options, references, untrusted, log);
  const credentials = await readCredentials(options, references, untrusted, host, log);
  const built = await buildRequest({ options, config, references, credentials, trust, now: clock(), host, log });
  const extraCerts = await loadCertificates(options.text('extracerts'), 'extracerts');
  const { srvcert } = references;
  const crls = await readCrls(options, srvcert !== undefined, log);
  const geninfo = options.text('geninfo');
  const generalInfo = geninfo === undefined ? [] : readGeninfo(geninfo);
  await checkFolders(options);
  const expectedSender = references.expectedSender ?? srvcert?.subject;
  const isReplay = transfer.responsesIn.length > 0;
  const offset = Math.abs(clock().getTime() - Date.now());
  return {
    options,
    ...built,
    protector: credentials.protector,
    trust,
    srvcert,
    crls,
    expectations: {
      requireRevocationStatus: crls.length > 0 && asksForStatus(options),
      ...(expectedSender !== undefined && { sender: expectedSender }),
      ...(srvcert !== undefined && { pinnedSigners: [srvcert] }),
      // Who names anchors beside a secret, or sends without protection, takes signed answers.
      protection: trust.anchors.length > 0 ? 'any' : 'same',
      // A recorded answer is old by nature.
      maxClockSkewSeconds: isReplay ? A_LIFETIME_SECONDS : DEFAULT_SKEW_SECONDS + Math.ceil(offset / 1000),
      // The differences are told; the CA, whose word this is, is proven.
      acceptChangedNames: true,
      polling: { maxTotalSeconds: A_LIFETIME_SECONDS },
    },
    additions: () => ({
      generalInfo,
      extraCerts: extraCerts.map(({ der }) => der),
      ...(options.text('attime') !== undefined && { messageTime: new Date() }),
    }),
    clock,
    transfer,
  };
}

function asksForStatus(options: Options): boolean {
  return options.flag('crl_check') || options.flag('crl_check_all');
}

async function readCrls(options: Options, isPinned: boolean, log: Log): Promise<CertificateList[]> {
  const files = splitList(options.text('crls') ?? '');
  if (files.length === 0 && asksForStatus(options)) {
    if (isPinned) {
      // As with OpenSSL: the signer is named itself, so that it has no path to look up.
      log.warn(
        '-crl_check has no effect: -srvcert is taken as it is, and no -crls says anything of the new certificate',
      );
      return [];
    }
    throw new CliError(
      '-crls: it is needed for -crl_check and -crl_check_all. cmp -cmd genm -infotype crlStatusList gets one',
    );
  }
  return Promise.all(files.map(async (file) => loadCrl(file, 'crls')));
}

function checkRanges(options: Options): void {
  const reason = options.number('revreason') ?? -1;
  if (reason < -1 || reason > 10 || reason === 7) {
    throw new CliError(`-revreason: expected -1 to 6 or 8 to 10, got ${reason}`);
  }
  const keepAlive = options.number('keep_alive') ?? 1;
  if (keepAlive > 2) throw new CliError(`-keep_alive: expected 0, 1 or 2, got ${keepAlive}`);
  const popo = options.number('popo') ?? 1;
  if (popo < -1 || popo > 2) throw new CliError(`-popo: expected -1 to 2, got ${popo}`);
  for (const [name, forms] of [
    ['certform', ['PEM', 'DER']],
    ['crlform', ['DER', 'PEM']],
    ['keyform', ['PEM', 'DER', 'P12']],
  ] as const) {
    const form = options.text(name)?.toUpperCase() ?? 'PEM';
    if (!forms.some((one) => one === form)) throw new CliError(`-${name}: expected ${forms.join(' or ')}, got ${form}`);
  }
  const [message, total] = [options.number('msg_timeout') ?? 0, options.number('total_timeout') ?? 0];
  if (total > 0 && message > total) {
    throw new CliError(`-total_timeout: ${total} s is less than the ${message} s of -msg_timeout`);
  }
}

/** What has no effect must be told: its user would believe that it had. */
function warnOfDifferences(options: Options, log: Log): void {
  for (const { name, differs } of options.ignored) log.warn(`-${name} is ignored. ${differs?.why ?? ''}`);
  const command = options.text('cmd');
  for (const [name, only] of [
    ['infotype', 'genm'],
    ['serial', 'rr'],
    ['revreason', 'rr'],
  ] as const) {
    if (command !== only && options.text(name) !== undefined) log.warn(`-${name} has no effect without -cmd ${only}`);
  }
  if (options.flag('disable_confirm')) log.warn('-disable_confirm: the CA may revoke what is never confirmed');
  const names = ['verify_hostname', 'verify_email', 'verify_ip'] as const;
  if (options.text('out_trusted') === undefined) {
    for (const name of names.filter((one) => options.text(one) !== undefined)) {
      log.warn(`-${name} has no effect without -out_trusted`);
    }
  }
}

async function readTransfer(options: Options, host: Host, log: Log): Promise<Transfer> {
  const files = (name: 'reqin' | 'reqout' | 'rspin' | 'rspout'): readonly string[] =>
    splitList(options.text(name) ?? '');
  const url = serverUrl(options);
  const responsesIn = files('rspin');
  const requestOnly = options.text('reqout_only');
  if (url === undefined && responsesIn.length === 0 && requestOnly === undefined) {
    throw new CliError('-server: it is needed, unless -rspin gives the answers');
  }
  if (responsesIn.length > 0 && files('reqin').length > 0) log.warn('-reqin is ignored, since -rspin is given');
  if (options.flag('reqin_new_tid') && files('reqin').length === 0)
    log.warn('-reqin_new_tid has no effect without -reqin');
  const [message, total] = [options.number('msg_timeout'), options.number('total_timeout') ?? 0];
  const messageSeconds = message ?? (total > 0 ? total : DEFAULT_MSG_TIMEOUT_SECONDS);
  return {
    url,
    tls: await readTls(options, url, host, log),
    proxy: url === undefined ? undefined : readProxy(url, options, host.env),
    keepAlive: (['never', 'wanted', 'required'] as const)[options.number('keep_alive') ?? 1] ?? 'wanted',
    timeoutMs: messageSeconds === 0 ? LONGEST_TIMER_MS : Math.min(messageSeconds * 1000, LONGEST_TIMER_MS),
    totalMs: total === 0 ? undefined : Math.min(total * 1000, LONGEST_TIMER_MS),
    requestsIn: responsesIn.length > 0 ? [] : files('reqin'),
    newTransactionID: options.flag('reqin_new_tid'),
    requestsOut: files('reqout'),
    requestOnly,
    responsesIn,
    responsesOut: files('rspout'),
  };
}

/** As it is, or starting at `-attime`. */
function readClock(options: Options): () => Date {
  const at = options.number('attime');
  const offset = at === undefined ? 0 : at * 1000 - Date.now();
  return () => new Date(Date.now() + offset);
}

const DEFAULT_SKEW_SECONDS = 300;
const DEFAULT_MSG_TIMEOUT_SECONDS = 120;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const A_LIFETIME_SECONDS = 100 * 365 * 86_400;
