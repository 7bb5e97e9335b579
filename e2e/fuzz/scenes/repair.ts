import {
  type CertRepMessage,
  computeKemMac,
  computeMac,
  DEFAULT_MAC_LIMITS,
  findMacLimitProblem,
  isKemMacAlgorithm,
  isMacAlgorithm,
  parseKemMacScheme,
  parseMacScheme,
  PKIBody,
  PKIMessage,
  protectedPart,
  ProtectionError,
} from '@crypto-cmp/cmp';
import { bitStringOctets, children, concat, decode, DerError, encode, fromHex, readTlv } from '@crypto-cmp/der';
import { X509Error } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { join, lengthOctetsOf } from '../mutating/tlv-tree.ts';
import { createSteadyCrypto } from './steady-crypto.ts';
import type { World } from './world.ts';

/** What of a state is needed to protect an answer to it. */
export interface Answered {
  readonly transactionID: string;
  readonly wrappedKemSecret?: string;
}

/**
 * A changed answer with a protection that fits again, as a CA would send it that is itself at fault: the checks behind the
 * protection are reached. As it was, where nothing can be protected.
 */
export async function protectAgain(bytes: Uint8Array, answered: Answered, world: World): Promise<Uint8Array> {
  const message = decodeOrNothing(PKIMessage, bytes);
  if (message?.header.value.protectionAlg === undefined) return bytes;
  const protection = await protectionOf(message, answered, world);
  return protection === undefined ? bytes : encode(PKIMessage, { ...message, protection });
}

/** The same, with certificates that the issuing CA has signed again after they were changed. */
export async function signCertificatesAgain(bytes: Uint8Array, answered: Answered, world: World): Promise<Uint8Array> {
  const message = decodeOrNothing(PKIMessage, bytes);
  const body = message?.body.value;
  if (message === undefined || (body?.type !== 'ip' && body?.type !== 'cp' && body?.type !== 'kup')) {
    return protectAgain(bytes, answered, world);
  }
  const response = await Promise.all(body.value.response.map((one) => withSignedCertificate(one, world)));
  const value: PKIBody = { type: body.type, value: { ...body.value, response } };
  const changed = encode(PKIMessage, { ...message, body: { value, der: encode(PKIBody, value) } });
  return protectAgain(changed, answered, world);
}

/** SIGNED of RFC 5280: the first element again under a signature of this key; undefined for what is no such thing. */
export async function signAgain(signed: Uint8Array, signer: World['issuingSigner']): Promise<Uint8Array | undefined> {
  try {
    const [tbs, algorithm] = [...children(signed, readTlv(signed, 0))].map((tlv) =>
      signed.subarray(tlv.start, tlv.end),
    );
    if (tbs === undefined || algorithm === undefined) return undefined;
    const content = concat(tbs, algorithm, encode(bitStringOctets, await signer.sign(tbs)));
    return join([Uint8Array.of(0x30), lengthOctetsOf(content.length), content]);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

type Response = CertRepMessage['response'][number];

async function withSignedCertificate(response: Response, { issuingSigner }: World): Promise<Response> {
  const { certifiedKeyPair } = response;
  if (certifiedKeyPair?.certOrEncCert.type !== 'certificate') return response;
  const value = await signAgain(certifiedKeyPair.certOrEncCert.value, issuingSigner);
  if (value === undefined) return response;
  return { ...response, certifiedKeyPair: { ...certifiedKeyPair, certOrEncCert: { type: 'certificate', value } } };
}

async function protectionOf(
  message: PKIMessage,
  { transactionID, wrappedKemSecret }: Answered,
  world: World,
): Promise<Uint8Array | undefined> {
  const { protectionAlg } = message.header.value;
  if (protectionAlg === undefined) return undefined;
  const part = protectedPart(message);
  try {
    if (isMacAlgorithm(protectionAlg)) {
      const scheme = parseMacScheme(protectionAlg);
      // The client would refuse it unseen, and we need not compute it either.
      if (findMacLimitProblem(scheme, CHEAP_MACS) !== undefined) return undefined;
      return await computeMac(scheme, world.secret.secret, part, nodeCrypto);
    }
    if (isKemMacAlgorithm(protectionAlg)) {
      if (wrappedKemSecret === undefined) return undefined;
      const sharedSecret = await nodeCrypto.unwrapKey(world.kemPeer.wrappingKey, fromHex(wrappedKemSecret));
      const agreement = { sharedSecret, transactionID: fromHex(transactionID) };
      return await computeKemMac(parseKemMacScheme(protectionAlg), agreement, part, createSteadyCrypto('repair'));
    }
    return await world.issuingSigner.sign(part);
  } catch (error) {
    if (error instanceof ProtectionError || error instanceof X509Error) return undefined;
    throw error;
  }
}

function decodeOrNothing(schema: typeof PKIMessage, bytes: Uint8Array): PKIMessage | undefined {
  try {
    return decode(schema, bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

const CHEAP_MACS = { ...DEFAULT_MAC_LIMITS, maxIterations: 1000 };
