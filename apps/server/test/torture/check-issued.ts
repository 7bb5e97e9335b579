import { X509Certificate } from 'node:crypto';

import { readFailure } from '../../src/enrollments/failure-code.ts';
import type { TortureOutcome } from './inspect-torture.ts';
import type { Tables } from './read-tables.ts';

/** What the register of the lab CA has, as far as it matters here. */
export type IssuedRecord =
  | { readonly type: 'certificate'; readonly certificate: string; readonly status: { readonly name: string } }
  | { readonly type: 'transaction' | 'revocation-list' };

/**
 * Whether each certificate that the CA has issued is in its trustpoint, or was refused before the CA, or may exist
 * according to the enrollment that ended without it. By its key it belongs to one enrollment, and to no other.
 */
export function checkIssued(tables: Tables, records: readonly IssuedRecord[]): TortureOutcome {
  const issued = records.filter((record) => record.type === 'certificate');
  const enrollments = new Map(tables.enrollments.map((enrollment) => [enrollment.id, enrollment]));
  const keys = new Map(tables.keys.map((key) => [toHex(key.publicKey), key]));
  const saved = new Set(tables.certificates.map(({ der }) => toHex(der)));
  const seen = new Set<string>();
  const broken: string[] = [];
  const figures = { issued: issued.length, saved: 0, refused: 0, orphaned: 0 };

  for (const { certificate, status } of issued) {
    const { publicKey, serialNumber } = new X509Certificate(Buffer.from(certificate, 'hex'));
    const keyHex = toHex(publicKey.export({ format: 'der', type: 'spki' }));
    const key = keys.get(keyHex);
    const enrollment = key && enrollments.get(key.enrollmentId);
    const of = `certificate ${serialNumber} of enrollment ${enrollment?.id ?? '?'}`;
    if (key === undefined || enrollment === undefined) {
      broken.push(`nobody has the key of ${of}`);
      continue;
    }
    if (seen.has(keyHex)) broken.push(`${of} is not the first for its key`);
    seen.add(keyHex);
    if (saved.has(certificate)) {
      figures.saved += 1;
      if (status.name !== 'valid') broken.push(`${of} is in use, and ${status.name} at the CA`);
    } else if (enrollment.failure !== null && readFailure(enrollment.failure).certificateMayExist) {
      figures.orphaned += 1;
      if (key.privateKeySealed === null) broken.push(`${of} may exist, and its key is gone`);
    } else if (status.name === 'rejected') {
      figures.refused += 1;
    } else {
      broken.push(`${of} is ${status.name} at the CA, and the enrollment is ${enrollment.state} and does not say so`);
    }
  }
  if (figures.saved !== saved.size) broken.push(`${saved.size} certificates were saved, the CA has ${figures.saved}`);
  return { broken, figures };
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
