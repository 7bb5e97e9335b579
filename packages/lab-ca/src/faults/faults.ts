import { CERTIFICATE_FAULTS } from './certificate-faults.ts';
import { CONFIRMATION_FAULTS } from './confirmation-faults.ts';
import type { AnyFault, FaultFacts, FurtherFaultFacts, KeyFaultFacts } from './fault.ts';
import { HEADER_FAULTS } from './header-faults.ts';
import { INFORMATION_FAULTS } from './information-faults.ts';
import { ALL_KEY_FAULTS } from './key-faults.ts';
import { LIST_FAULTS } from './list-faults.ts';
import { KEM_FAULTS } from './kem-faults.ts';
import { POLLING_FAULTS } from './polling-faults.ts';
import { PROTECTION_FAULTS } from './protection-faults.ts';
import { REFUSAL_FAULTS } from './refusal-faults.ts';
import { REVOCATION_FAULTS } from './revocation-faults.ts';
import { ROOT_FAULTS } from './root-faults.ts';
import { REVOKED_FAULTS } from './revoked-faults.ts';
import { SIGNER_FAULTS } from './signer-faults.ts';
import { STATUS_FAULTS } from './status-faults.ts';
import { TRANSPORT_FAULTS } from './transport-faults.ts';

const ALL_FAULTS = {
  ...HEADER_FAULTS,
  ...PROTECTION_FAULTS,
  ...KEM_FAULTS,
  ...REVOKED_FAULTS,
  ...SIGNER_FAULTS,
  ...STATUS_FAULTS,
  ...CERTIFICATE_FAULTS,
  ...CONFIRMATION_FAULTS,
  ...POLLING_FAULTS,
  ...REFUSAL_FAULTS,
  ...TRANSPORT_FAULTS,
};

const ALL_FURTHER_FAULTS = {
  ...INFORMATION_FAULTS,
  ...ROOT_FAULTS,
  ...LIST_FAULTS,
  ...REVOCATION_FAULTS,
};

/** Everything the lab CA can do wrong with a request for a certificate: a fault's path is `/cmp/faults/` and its name. */
export type FaultName = keyof typeof ALL_FAULTS;

export const FAULTS: Readonly<Record<FaultName, FaultFacts>> = ALL_FAULTS;

/** The same with a revocation or a question. */
export type FurtherFaultName = keyof typeof ALL_FURTHER_FAULTS;

export const FURTHER_FAULTS: Readonly<Record<FurtherFaultName, FurtherFaultFacts>> = ALL_FURTHER_FAULTS;

/** The same with a key that this CA makes, or a certificate that it encrypts. */
export type KeyFaultName = keyof typeof ALL_KEY_FAULTS;

export const KEY_FAULTS: Readonly<Record<KeyFaultName, KeyFaultFacts>> = ALL_KEY_FAULTS;

/** The name comes from a URL: `constructor` and its like are no faults. */
export function findFault(name: string): AnyFault | undefined {
  const faults: Readonly<Record<string, AnyFault>> = { ...ALL_FAULTS, ...ALL_FURTHER_FAULTS, ...ALL_KEY_FAULTS };
  return Object.hasOwn(faults, name) ? faults[name] : undefined;
}
