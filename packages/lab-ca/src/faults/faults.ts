import { CERTIFICATE_FAULTS } from './certificate-faults.ts';
import { CONFIRMATION_FAULTS } from './confirmation-faults.ts';
import type { Fault, FaultFacts } from './fault.ts';
import { HEADER_FAULTS } from './header-faults.ts';
import { POLLING_FAULTS } from './polling-faults.ts';
import { PROTECTION_FAULTS } from './protection-faults.ts';
import { REFUSAL_FAULTS } from './refusal-faults.ts';
import { SIGNER_FAULTS } from './signer-faults.ts';
import { STATUS_FAULTS } from './status-faults.ts';
import { TRANSPORT_FAULTS } from './transport-faults.ts';

const ALL_FAULTS = {
  ...HEADER_FAULTS,
  ...PROTECTION_FAULTS,
  ...SIGNER_FAULTS,
  ...STATUS_FAULTS,
  ...CERTIFICATE_FAULTS,
  ...CONFIRMATION_FAULTS,
  ...POLLING_FAULTS,
  ...REFUSAL_FAULTS,
  ...TRANSPORT_FAULTS,
};

/** Everything the lab CA can do wrong on request: a fault's path is `/cmp/faults/` and its name. */
export type FaultName = keyof typeof ALL_FAULTS;

export const FAULTS: Readonly<Record<FaultName, FaultFacts>> = ALL_FAULTS;

/** The name comes from a URL: `constructor` and its like are no faults. */
export function findFault(name: string): Fault | undefined {
  const faults: Readonly<Record<string, Fault>> = ALL_FAULTS;
  return Object.hasOwn(faults, name) ? faults[name] : undefined;
}
