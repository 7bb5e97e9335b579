import { type FieldFault, listFaults as listFormFaults } from '../../../ui/form/field-faults.ts';
import { ADVANCED_LABELS } from './advanced-labels.ts';

/** All errors of the policy form, in the order in which their fields stand on the page. */
export function listFaults(errors: object): FieldFault[] {
  return listFormFaults(errors, ORDER);
}

const ORDER = [
  '',
  'name',
  'keyType',
  'description',
  'certificateRenewalTimeout',
  'renewalWindow',
  'kind',
  'days',
  'from',
  'to',
  'timeZone',
  'servers',
  'role',
  'transport',
  'host',
  'port',
  'path',
  'trustpoints',
  'subjectName',
  'referenceId',
  'secret',
  'senderName',
  'recipientName',
  'subjectAltNames',
  'trustAnchors',
  'advanced',
  ...Object.entries(ADVANCED_LABELS).flatMap(([section, labels]) => [section, ...Object.keys(labels)]),
];
