import type { PKIBodyType } from '@crypto-cmp/cmp';

import type { Profile } from './issuing/profiles.ts';
import type { AnyFault } from './faults/fault.ts';

/** How the lab CA behaves for one request: the path of the URL chooses. */
export interface Conduct {
  /** The operation that the path names: a body of another type is refused (RFC 9483, section 6.1). */
  readonly operation?: PKIBodyType;
  /** Whether certConf may be left out where the request asks for that. */
  readonly grantsImplicitConfirm: boolean;
  /** Holds requests to RFC 9483, where RFC 9810 alone, and OpenSSL, are more lenient. */
  readonly lightweight: boolean;
  /** Signs its answers to requests under a MAC too, as some CAs do: RFC 9810 leaves the choice, RFC 9483 does not. */
  readonly signsAnswers?: boolean;
  /** Announces the next root, as if it were about to come into force (RFC 9810, section 4.4). */
  readonly announcesRoot?: boolean;
  /** Grants cmcRA: what then bears it may speak for others. */
  readonly certifiesAuthorities?: boolean;
  /** The certificate profile that the path names. */
  readonly profile?: Profile;
  /** Answers to first requests come only after a while. */
  readonly polling?: Polling;
  /** So does pkiConf (RFC 9483, section 4.4). */
  readonly confirmationPolling?: Polling;
  readonly fault?: AnyFault;
}

export interface Polling {
  /** How many pollReq are put off before the answer comes. */
  readonly delays: number;
  readonly checkAfterSeconds: number;
}

/** What `/cmp` does. */
export const PLAIN: Conduct = { grantsImplicitConfirm: true, lightweight: false };
