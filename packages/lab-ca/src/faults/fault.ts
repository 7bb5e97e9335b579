import type {
  AnyFailureCode,
  FailureCode,
  InfoTypeAndValue,
  KemCiphertextInfo,
  PKIBodyType,
  PKIFailureInfoName,
  Question,
  SealingTarget,
  SignedData,
} from '@crypto-cmp/cmp';
import type { CertificateFields } from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import type { KeyDelivery } from '../answering/grant-certificate.ts';
import type { AnswerDraft } from '../composing/answer-draft.ts';
import type { Polling } from '../conduct.ts';
import type { LabCaResponse } from '../lab-ca-response.ts';

/** What there is to know about a fault from outside. */
export interface FaultFacts {
  /** One sentence: what the CA does wrong. */
  readonly description: string;
  /** How our client's transaction must end, with this CA's root as its one trust anchor. */
  readonly provokes: FailureCode;
  /** The protection of the request that it needs; with another one the request is refused. */
  readonly under: 'any' | 'mac' | 'signature';
  /** What the client must know for that end: the name this CA sends under, or no name at all. */
  readonly needs?:
    | 'expected-sender'
    | 'open-sender'
    /** It protects its requests with a KEM key. */
    | 'kem-key'
    /** It wants the answers protected with the KEM key of the CA. */
    | 'kem-peer'
    /** It has the revocation lists at hand, and expects no name. */
    | 'crl';
}

/** The same of a fault that only a revocation or a question can show. */
export interface FurtherFaultFacts extends Omit<FaultFacts, 'provokes' | 'needs'> {
  readonly provokes: AnyFailureCode;
  /** What the request must be about; any other one is refused. */
  readonly about: 'revocation' | Exclude<Question['type'], 'none' | 'other'>;
}

/** The same of a fault in what comes encrypted. */
export interface KeyFaultFacts extends Omit<FaultFacts, 'needs'> {
  /** What the request must ask for; any other one is refused. */
  readonly wants: 'central-key' | 'encrypted-certificate';
}

/**
 * A fault is an honest answer with something done to it, at one or more of these points. What is done before the
 * protection goes out correctly protected, and wrong.
 */
export type Fault = FaultFacts & FaultPoints;
export type FurtherFault = FurtherFaultFacts & FaultPoints;
export type KeyFault = KeyFaultFacts & FaultPoints;
export type AnyFault = Fault | FurtherFault | KeyFault;

export interface FaultPoints {
  /** The messages whose answers it spoils. */
  readonly on: readonly PKIBodyType[];
  /** In place of even looking at the message. */
  readonly instead?: () => LabCaResponse;
  /** In place of acting on the message. */
  readonly refusal?: { readonly by: 'rejection' | 'error'; readonly failInfo: PKIFailureInfoName };
  readonly polling?: Polling;
  /** In place of the answer to a question for a ciphertext. */
  readonly kemQuestion?: (proper: InfoTypeAndValue, info: KemCiphertextInfo) => readonly InfoTypeAndValue[];
  /** Before the certificate is signed. */
  readonly certificate?: (
    fields: CertificateFields,
    exchange: Exchange,
  ) => CertificateFields | Promise<CertificateFields>;
  /** Before a private key that this CA has made is signed and encrypted. */
  readonly keyDelivery?: (delivery: KeyDelivery, exchange: Exchange) => KeyDelivery | Promise<KeyDelivery>;
  /** After it is signed. */
  readonly signedKeys?: (signedData: SignedData) => SignedData;
  /** Before anything is encrypted. */
  readonly encryption?: (target: SealingTarget, exchange: Exchange) => SealingTarget | Promise<SealingTarget>;
  /** Before the message is protected. */
  readonly draft?: (draft: AnswerDraft, exchange: Exchange) => AnswerDraft | Promise<AnswerDraft>;
  /** In place of the protection. */
  readonly protect?: (draft: AnswerDraft, exchange: Exchange) => Promise<Uint8Array>;
  /** After it. */
  readonly bytes?: (bytes: Uint8Array) => Uint8Array;
  /** On the way. */
  readonly response?: (response: LabCaResponse) => LabCaResponse;
}

export const ENROLLMENTS: readonly PKIBodyType[] = ['ir', 'cr', 'kur', 'p10cr'];
export const REQUESTS: readonly PKIBodyType[] = [...ENROLLMENTS, 'rr', 'genm'];
