import type { ConnectionTestDraft } from '@crypto-cmp/api';
import type { Protector } from '@crypto-cmp/cmp';
import { type AdvancedSettings, referenceIdToBytes } from '@crypto-cmp/policy';
import { createSigner } from '@crypto-cmp/x509/node';
import type { Kysely } from 'kysely';

import { readChain } from '../certificates/stored-chain.ts';
import { macParameters } from '../policies/protocol-settings.ts';
import { readTrustpointSettings } from '../policies/stored-settings.ts';
import { refusal } from '../refusal.ts';
import { privateKeyPlace, trustpointSecretPlace } from '../sealing/sealed-places.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Database } from '../storage/database.ts';

/** What protects the question. Lives as long as the test. */
export interface TestCredential {
  readonly protector: Protector;
  /** DER of the anchor the current certificate ended at, for policies that name none. */
  readonly learnedTrustAnchor?: Uint8Array | undefined;
  readonly referenceId: string;
  /** Distinguished names as text; empty where there is none. */
  readonly senderName: string;
  readonly recipientName: string;
}

export interface CredentialDependencies {
  readonly database: Kysely<Database>;
  readonly sealer: Sealer;
  readonly now: () => number;
}

/** A trustpoint's certificate while it can sign, as a renewal would, else its Secret; none where it has neither. */
export async function readTestCredential(
  dependencies: CredentialDependencies,
  credential: NonNullable<ConnectionTestDraft['credential']>,
  protection: AdvancedSettings['protection'],
): Promise<TestCredential | undefined> {
  if (credential.kind === 'trustpoint')
    return await storedCredential(dependencies, credential.trustpointId, protection);
  const { referenceId, secret, senderName = '' } = credential;
  return {
    protector: {
      kind: 'mac',
      secret: new TextEncoder().encode(secret),
      referenceId: referenceIdToBytes(referenceId),
      parameters: macParameters(protection),
    },
    referenceId: String(referenceId.value),
    senderName,
    recipientName: '',
  };
}

async function storedCredential(
  { database, sealer, now }: CredentialDependencies,
  id: string,
  protection: AdvancedSettings['protection'],
): Promise<TestCredential | undefined> {
  const row = await database
    .selectFrom('trustpoints')
    .leftJoin('certificates', 'certificates.id', 'trustpoints.currentCertificateId')
    .leftJoin('keys', 'keys.id', 'certificates.keyId')
    .select(['trustpoints.settings', 'trustpoints.secretSealed', 'trustpoints.revokedAt'])
    .select(['certificates.der', 'certificates.chain', 'certificates.validUntil'])
    .select(['keys.id as keyId', 'keys.privateKeySealed'])
    .where('trustpoints.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw refusal('trustpoint-not-found', 'It may have been deleted meanwhile.');
  const { referenceId, senderName, recipientName } = readTrustpointSettings(row.settings);
  const names = { referenceId: String(referenceId.value), senderName, recipientName };
  const { der, chain, validUntil, keyId, privateKeySealed, secretSealed } = row;
  const isValid = validUntil !== null && validUntil >= now() && row.revokedAt === null;
  if (isValid && der !== null && chain !== null && keyId !== null && privateKeySealed !== null) {
    const issuers = readChain(chain);
    const signer = createSigner(sealer.open(privateKeyPlace(keyId), privateKeySealed));
    return {
      ...names,
      protector: { kind: 'signature', signer, certificate: der, chain: issuers.slice(0, -1) },
      learnedTrustAnchor: issuers.at(-1),
    };
  }
  if (secretSealed === null) return undefined;
  const secret = sealer.open(trustpointSecretPlace(id), secretSealed);
  const parameters = macParameters(protection);
  return { ...names, protector: { kind: 'mac', secret, referenceId: referenceIdToBytes(referenceId), parameters } };
}
