import type { MacParameters, Protector, TransactionRequest } from '@crypto-cmp/cmp';
import { type Certificate, type CryptoProvider, encodeName, type KeyPair, parseName } from '@crypto-cmp/x509';

import { REFERENCE_ID, SECRET } from './bench-ca.ts';
import { enroll, type Exchange, type Send } from './enroll.ts';

/** How a client proves itself: by a MAC with some parameters, or by the certificate that it has. */
export type Way = { readonly kind: 'mac'; readonly parameters?: MacParameters } | { readonly kind: 'signature' };

/** What an administrator gets who changes nothing. */
export const DEFAULT_MAC: Way = { kind: 'mac' };
/** As many iterations as `openssl cmp` makes, which cannot be told another number. */
export const MAC_OF_OPENSSL: Way = { kind: 'mac', parameters: { algorithm: 'passwordBasedMac', iterations: 500 } };
export const SIGNATURE: Way = { kind: 'signature' };

export interface ClientOptions {
  readonly way: Way;
  readonly crypto: CryptoProvider;
  readonly trustAnchor: Certificate;
  /** Called once a transaction. */
  readonly connect: () => Connection;
}

export interface Connection {
  readonly send: Send;
  readonly close: () => void;
}

/**
 * A client that enrolls again and again, with a new P-256 key each time: by ir under a MAC, or by kur, which replaces
 * the certificate it got the time before.
 */
export async function createClient(options: ClientOptions): Promise<() => Promise<Exchange>> {
  const { way } = options;
  if (way.kind === 'mac') {
    const protector = macProtector(way.parameters);
    return async () => enrollBy(options, protector, 'ir', await options.crypto.generateKeyPair('ec-p256'));
  }
  let current = await options.crypto.generateKeyPair('ec-p256');
  let { enrolled } = await enrollBy(options, macProtector(), 'ir', current);
  return async () => {
    const { certificate, chain } = enrolled;
    const next = await options.crypto.generateKeyPair('ec-p256');
    const exchange = await enrollBy(
      options,
      { kind: 'signature', signer: current.signer, certificate, chain },
      'kur',
      next,
    );
    current = next;
    ({ enrolled } = exchange);
    return exchange;
  };
}

async function enrollBy(
  { crypto, trustAnchor, connect }: ClientOptions,
  protector: Protector,
  operation: 'ir' | 'kur',
  { signer: keySigner }: KeyPair,
): Promise<Exchange> {
  const request: TransactionRequest = { operation, subject: SUBJECT, subjectAltNames: SUBJECT_ALT_NAMES, keySigner };
  const { send, close } = connect();
  try {
    return await enroll(request, { crypto, protector, trustAnchors: [trustAnchor] }, send);
  } finally {
    close();
  }
}

function macProtector(parameters?: MacParameters): Protector {
  const encoder = new TextEncoder();
  return {
    kind: 'mac',
    secret: encoder.encode(SECRET),
    referenceId: encoder.encode(REFERENCE_ID),
    ...(parameters !== undefined && { parameters }),
  };
}

const SUBJECT = encodeName(parseName('CN=ap-7,OU=Branch 12,O=Example Rail'));
const SUBJECT_ALT_NAMES = [{ type: 'dNSName', value: 'ap-7.example.com' }] as const;
