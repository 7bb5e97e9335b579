import type { RevocationTarget, RevokeRequest } from '@crypto-cmp/cmp';
import { fromHex } from '@crypto-cmp/der';
import { isNullName, REVOCATION_REASONS, type RevocationReason } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import type { Log } from '../log.ts';
import type { Options } from '../options/options.ts';
import type { Credentials } from './read-protector.ts';
import type { References } from './references.ts';

export interface RevocationSources {
  readonly options: Options;
  readonly references: References;
  readonly credentials: Credentials;
  readonly log: Log;
}

/** `-cmd rr`: what is to be revoked, and why. */
export function buildRevocation({ options, references, credentials, log }: RevocationSources): {
  readonly operation: 'rr';
} & Pick<RevokeRequest, 'target' | 'reason' | 'allowMac'> {
  const { kind } = credentials.protector;
  if (kind === 'none') throw new CliError('-unprotected_requests: anyone could revoke so. Give -cert and -key');
  if (kind === 'mac') {
    log.warn(
      '-secret: RFC 9483, section 4.2, wants rr to be signed, and many a CA takes no other. Give -cert and -key',
    );
  }
  if (options.text('profile') !== undefined) log.warn('-profile has no effect on rr');
  return {
    operation: 'rr',
    target: readTarget(options, references, log),
    reason: readReason(options),
    allowMac: kind === 'mac',
  };
}

/** As with OpenSSL -issuer and -serial win over -oldcert, which wins over -csr. */
function readTarget(options: Options, { issuer, oldcert, csr }: References, log: Log): RevocationTarget {
  const serial = options.text('serial');
  const ignore = (...names: readonly ('oldcert' | 'csr')[]): void => {
    for (const name of names.filter((one) => options.text(one) !== undefined)) {
      log.warn(`-${name} does not say what is revoked, since something else does`);
    }
  };
  if (issuer !== undefined && !isNullName(issuer) && serial !== undefined) {
    ignore('oldcert', 'csr');
    return { type: 'issuerAndSerialNumber', issuer, serialNumber: readSerial(serial) };
  }
  if (issuer !== undefined) log.warn('-issuer has no effect on rr without -serial');
  if (serial !== undefined) log.warn('-serial has no effect without -issuer');
  if (oldcert !== undefined) {
    ignore('csr');
    return { type: 'certificate', certificate: oldcert.der };
  }
  if (csr !== undefined) return { type: 'csr', csr: csr.der };
  throw new CliError('-oldcert: rr needs the certificate to revoke, or -issuer and -serial, or -csr');
}

/** The content octets of the INTEGER. */
export function readSerial(text: string): Uint8Array {
  if (!/^(?:0x[\da-f]+|\d+)$/i.test(text)) {
    throw new CliError('-serial: expected a number, decimal or hexadecimal after 0x');
  }
  const hex = BigInt(text).toString(16);
  const even = hex.padStart(hex.length + (hex.length % 2), '0');
  // An octet of zeros in front keeps a number positive whose first bit is set.
  return fromHex(/^[89a-f]/.test(even) ? `00${even}` : even);
}

function readReason(options: Options): RevocationReason {
  const number = Math.max(0, options.number('revreason') ?? 0);
  const found = Object.entries(REVOCATION_REASONS).find(([, code]) => code === number)?.[0];
  if (found === undefined) throw new CliError(`-revreason: ${number} is no reason`);
  // as: Object.entries forgets which keys there are
  return found as RevocationReason;
}
