import { decode, equalBytes, fromHex } from '@crypto-cmp/der';
import {
  basicConstraints,
  type Certificate,
  matchNames,
  parseCertificate,
  validatePath,
  X509Error,
} from '@crypto-cmp/x509';

import { CMPCertificate } from '../../messages/cmp-certificate.ts';
import type { RootCaKeyUpdateContent } from '../../messages/root-ca-key-update-content.ts';
import type { ReadAnswer } from '../read-answer.ts';
import { showName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { AskedQuestion } from '../transaction-state.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/**
 * RFC 9810, section 4.4; RFC 9483, section 4.3.2: a new root is proven by the old one alone, through newWithOld. That the
 * message is protected is not enough: a CA below the root, or an RA, could otherwise put a root of its own in our hands.
 */
export async function checkRootUpdate(
  answer: ReadAnswer | undefined,
  { value }: AskedQuestion,
  context: TransactionContext,
): Promise<Finding> {
  if (answer?.type !== 'rootCaCert') return notApplicable('no root was asked for');
  if (answer.update === undefined) return notApplicable('there is no newer root');
  try {
    const oldRoot = parseCertificate(decode(CMPCertificate, fromHex(value?.infoValue ?? '')));
    const update = parseUpdate(answer.update);
    const problem = await findProblem(oldRoot, update, context);
    if (problem !== undefined) return failed('root-update-not-trusted', problem);
    return passed(`${showName(update.newWithNew.subject)}, proven by ${showName(oldRoot.subject)}`);
  } catch (error) {
    if (error instanceof X509Error) return failed('root-update-not-trusted', error.message);
    throw error;
  }
}

interface ParsedUpdate {
  readonly newWithNew: Certificate;
  readonly newWithOld: Certificate | undefined;
  readonly oldWithNew: Certificate | undefined;
}

/** What is wrong with an update, in the order in which trust is handed on; undefined when nothing is. */
async function findProblem(
  oldRoot: Certificate,
  { newWithNew, newWithOld, oldWithNew }: ParsedUpdate,
  { now, crypto, expectations }: TransactionContext,
): Promise<string | undefined> {
  if (newWithOld === undefined) return 'newWithOld is missing, so nothing proves the new root';
  const proven = await validatePath({
    target: newWithOld,
    intermediates: [],
    trustAnchors: [oldRoot],
    at: now,
    keyUsage: 'keyCertSign',
    crypto,
  });
  if (!proven.valid) return `newWithOld: ${proven.message}`;
  // An anchor is a path of its own: what was handed in as newWithOld must be signed by the old root, not be it.
  if (proven.path.length !== 2) return 'newWithOld is the old root itself';
  if (!isCa(newWithOld)) return 'newWithOld is no CA certificate';
  // Section 4.4.2.2: the names match. Else any CA that the old root once certified could make itself the next root, and its
  // own certificate would pass for newWithOld.
  if (expectations?.acceptRenamedRoot !== true && !matchNames(newWithOld.subject, oldRoot.subject)) {
    return `newWithOld is about ${showName(newWithOld.subject)}, not about ${showName(oldRoot.subject)}`;
  }
  if (!isSameAuthority(newWithOld, newWithNew)) return 'newWithOld and newWithNew differ in name or key';
  if (!matchNames(newWithNew.issuer, newWithNew.subject)) return 'newWithNew is not self-issued';
  if (!(await isSignedBy(newWithNew, newWithNew, crypto))) return 'newWithNew is not signed by its own key';
  if (!isCa(newWithNew)) return 'newWithNew is no CA certificate';
  if (newWithNew.notBefore > now || newWithNew.notAfter < now) return 'newWithNew is not valid now';
  if (oldWithNew === undefined) return undefined;
  if (!isSameAuthority(oldWithNew, oldRoot)) return 'oldWithNew and our root differ in name or key';
  if (!matchNames(oldWithNew.issuer, newWithNew.subject)) return 'oldWithNew is not issued by the new root';
  return (await isSignedBy(oldWithNew, newWithNew, crypto)) ? undefined : 'oldWithNew is not signed by the new root';
}

/** Section 4.4: roots of version 1, which have no extensions, can be updated too. */
function isCa(certificate: Certificate): boolean {
  return certificate.version < 3 || basicConstraints(certificate)?.cA === true;
}

function isSameAuthority(left: Certificate, right: Certificate): boolean {
  return matchNames(left.subject, right.subject) && equalBytes(left.subjectPublicKeyInfo, right.subjectPublicKeyInfo);
}

async function isSignedBy(
  { signatureAlgorithm, tbsDer, signature }: Certificate,
  { subjectPublicKeyInfo }: Certificate,
  crypto: TransactionContext['crypto'],
): Promise<boolean> {
  return crypto.verify(signatureAlgorithm, subjectPublicKeyInfo, tbsDer, signature);
}

function parseUpdate({ newWithNew, newWithOld, oldWithNew }: RootCaKeyUpdateContent): ParsedUpdate {
  return {
    newWithNew: parseCertificate(newWithNew),
    newWithOld: newWithOld && parseCertificate(newWithOld),
    oldWithNew: oldWithNew && parseCertificate(oldWithNew),
  };
}
