import { expect, test } from 'vitest';
import * as policy from './index.ts';
import * as testing from './testing/index.ts';

test('the package offers these names and no others', () => {
  expect(Object.keys(policy).toSorted()).toEqual([
    'ALERT_CHANNEL_TYPES',
    'ALERT_KINDS',
    'ALERT_LIMITS',
    'AlertChannelDraft',
    'AlertRuleDraft',
    'CmpServerDraft',
    'DEFAULT_KEY_TYPE',
    'DEFAULT_PORTS',
    'DEFAULT_SMTP_PORTS',
    'FIELD_ISSUE_CODES',
    'KeyType',
    'LIMITS',
    'PolicyDraft',
    'ReferenceId',
    'RenewalWindow',
    'SAN_TYPES',
    'SAN_TYPE_LABELS',
    'SERVER_ROLES',
    'SMTP_SECURITIES',
    'SecretDraft',
    'SubjectAltNameDraft',
    'TRANSPORTS',
    'TRUSTPOINT_STATES',
    'TrustAnchor',
    'TrustpointDraft',
    'WEEKDAYS',
    'checkAgainstStored',
    'checkChannelAgainstStored',
    'computeLifetime',
    'copyName',
    'countCodePoints',
    'describeLeadTimeTooLong',
    'longestClosedMs',
    'nameKey',
    'needsYou',
    'nextOpening',
    'parseIpAddress',
    'parsePointer',
    'policyNameTaken',
    'recognizeSanType',
    'referenceIdToBytes',
    'splitCertificatePem',
    'toFieldIssues',
    'toPointer',
    'trustpointNameTaken',
    'trustpointState',
  ]);
});

test('and these to the tests of other rooms', () => {
  expect(Object.keys(testing).toSorted()).toEqual([
    'SAMPLE_CERTIFICATES',
    'boundaryCases',
    'sampleDraft',
    'sampleServer',
    'sampleTrustpoint',
  ]);
});
