import { type Certificate, matchNames } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { loadCertificates } from '../credentials/load-certificates.ts';
import type { Log } from '../log.ts';
import type { OptionName, Options } from '../options/options.ts';
import type { References } from './references.ts';

/** Whom we believe. */
export interface Trust {
  /** For who signs answers. */
  readonly anchors: readonly Certificate[];
  /** For the new certificate; undefined: it is not checked against any. */
  readonly newCertificateAnchors: readonly Certificate[] | undefined;
  readonly intermediates: readonly Certificate[];
}

export async function readTrust(
  options: Options,
  { srvcert, certOthers }: References,
  untrusted: readonly Certificate[],
  log: Log,
): Promise<Trust> {
  const trusted = await readAnchors('trusted', options, log);
  const newOnes = await readAnchors('out_trusted', options, log);
  if (srvcert !== undefined && trusted !== undefined) log.info('-trusted is ignored, since -srvcert is given');
  return {
    anchors: srvcert === undefined ? (trusted?.anchors ?? []) : [srvcert],
    newCertificateAnchors: newOnes?.anchors,
    intermediates: [...untrusted, ...certOthers, ...(trusted?.others ?? []), ...(newOnes?.others ?? [])],
  };
}

/**
 * As with OpenSSL only a self-signed certificate is an anchor by being named; others help to build chains, unless
 * `-partial_chain` makes anchors of them.
 */
async function readAnchors(
  option: OptionName,
  options: Options,
  log: Log,
): Promise<{ readonly anchors: readonly Certificate[]; readonly others: readonly Certificate[] } | undefined> {
  const files = options.text(option);
  if (files === undefined) return undefined;
  const all = await loadCertificates(files, option);
  if (all.length === 0) throw new CliError(`-${option}: expected the names of files`);
  if (options.flag('partial_chain')) return { anchors: all, others: [] };
  const anchors = all.filter(({ subject, issuer }) => matchNames(subject, issuer));
  if (anchors.length < all.length) {
    log.info(`-${option}: certificates that are not self-signed are no anchors without -partial_chain`);
  }
  return { anchors, others: all.filter((one) => !anchors.includes(one)) };
}
