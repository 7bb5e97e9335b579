import { type KeyType, parseCertificate, type Signer } from '@crypto-cmp/x509';

import type { StoredAuthority, StoredRollover } from '../store/lab-ca-store.ts';
import type { Authority, CaCredential, RootLink } from './authority.ts';
import { createRootLink } from './create-root-link.ts';
import { type AuthorityOptions, createIssuing, loadOrCreate } from './open-authority.ts';

/** The CAs as they are now, and how their root is followed by another. */
export interface Authorities {
  readonly current: Authority;
  /** The root that will follow, made at the first call and kept: it can be announced before it is in force. */
  nextRoot(): Promise<RootLink>;
  /** Puts the next root in force. The issuing CA keeps its name and key, under a new certificate. */
  rollRoot(): Promise<void>;
}

export async function openAuthorities(options: AuthorityOptions): Promise<Authorities> {
  const { store, createSigner } = options;
  let stored = await loadOrCreate(options);
  let current = toAuthority(stored, createSigner);
  let work: Promise<unknown> = Promise.resolve();
  const save = async (changed: StoredAuthority): Promise<void> => {
    await store.saveAuthority(changed);
    stored = changed;
    current = toAuthority(changed, createSigner);
  };
  const prepare = async (): Promise<NonNullable<StoredRollover['next']>> => {
    if (stored.rollover?.next !== undefined) return stored.rollover.next;
    const next = await createNext(current.root, options);
    await save({ ...stored, rollover: { links: stored.rollover?.links ?? [], next } });
    return next;
  };
  const roll = async (): Promise<void> => {
    const { privateKey, ...link } = await prepare();
    const root = { certificate: link.newWithNew, privateKey };
    const issuing = await createIssuing(current.issuing.signer, toCredential(root, createSigner), options);
    await save({
      ...stored,
      root,
      issuing: { ...stored.issuing, certificate: issuing },
      rollover: { links: [...(stored.rollover?.links ?? []), link] },
    });
  };
  /** Two at the same time would make two next roots, of which one is lost. */
  const inTurn = async <T>(job: () => Promise<T>): Promise<T> => {
    const done = work.then(job);
    work = done.catch(() => undefined);
    return done;
  };
  return {
    get current() {
      return current;
    },
    nextRoot: async () => inTurn(prepare),
    rollRoot: async () => inTurn(roll),
  };
}

async function createNext(
  root: CaCredential,
  { crypto, clock, keyType = DEFAULT_KEY_TYPE }: AuthorityOptions,
): Promise<NonNullable<StoredRollover['next']>> {
  const key = await crypto.generateKeyPair(keyType);
  return { ...(await createRootLink(root, key, clock(), crypto)), privateKey: key.privateKey };
}

function toAuthority({ root, issuing, rollover }: StoredAuthority, createSigner: CreateSigner): Authority {
  return {
    root: toCredential(root, createSigner),
    issuing: toCredential(issuing, createSigner),
    links: rollover?.links ?? [],
  };
}

function toCredential({ certificate, privateKey }: StoredAuthority['root'], createSigner: CreateSigner): CaCredential {
  return { certificate: parseCertificate(certificate), signer: createSigner(privateKey) };
}

type CreateSigner = (privateKey: Uint8Array) => Signer;

const DEFAULT_KEY_TYPE: KeyType = 'ec-p256';
