import { AlertChannelDraft, AlertRuleDraft, PolicyDraft } from '@crypto-cmp/policy';
import { z } from 'zod';
import { Alert, AlertCounts } from '../read/alert.ts';
import { AlertChannel, AlertChannelTest } from '../read/alert-channel.ts';
import { AlertDelivery } from '../read/alert-delivery.ts';
import { AlertRule, AlertRules } from '../read/alert-rule.ts';
import { ConnectionTest } from '../read/connection-test.ts';
import { Enrollment } from '../read/enrollment.ts';
import { EnrollmentSummary } from '../read/enrollment-summary.ts';
import { Liveness, Readiness } from '../read/health.ts';
import { LabCa } from '../read/lab-ca.ts';
import { EnrollmentMessageTree } from '../read/message-tree.ts';
import { Overview } from '../read/overview.ts';
import { Policy } from '../read/policy.ts';
import { PolicySummary } from '../read/policy-summary.ts';
import { ServerEvent } from '../read/server-event.ts';
import { Trustpoint } from '../read/trustpoint.ts';
import { TrustpointCounts } from '../read/trustpoint-counts.ts';
import { TrustpointSummary } from '../read/trustpoint-summary.ts';
import { AlertChannelTestDraft, AlertDeliveryListQuery, AlertListQuery, ByAlertKind } from './alert-requests.ts';
import { ConnectionTestDraft } from './connection-test-draft.ts';
import { type Endpoint, type Endpoints, endpoints } from './endpoints.ts';
import { Instant } from '../read/instant.ts';
import { page } from './list.ts';
import type { ProblemCode } from './problem-codes.ts';
import {
  ById,
  ByMessage,
  CertificateQuery,
  EnrollmentDraft,
  EnrollmentListQuery,
  PolicyCopyDraft,
  PolicyListQuery,
  RemovalQuery,
  TrustpointListQuery,
} from './requests.ts';

/** What goes into a route and comes out of it. */
export interface RouteSchemas {
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Of a success; absent when it answers nothing. For `bytes` and `events` it describes, and is not applied. */
  readonly response?: z.ZodType;
  /** The media types of `bytes`; for the others it follows from `answer`. */
  readonly mediaTypes?: readonly string[];
  /** Its own problems. Those that any route may answer with are in `COMMON_PROBLEMS`. */
  readonly errors: readonly ProblemCode[];
}

/** Problems that do not depend on the route. */
export const COMMON_PROBLEMS = [
  'malformed-request',
  'origin-refused',
  'host-refused',
  'internal-error',
  'not-ready',
] as const satisfies ProblemCode[];

const octets = z.string().meta({ format: 'binary' });

export const routes = {
  policies: {
    list: route(endpoints.policies.list, {
      summary: 'List policies',
      query: PolicyListQuery,
      response: page(PolicySummary).meta({ id: 'PolicyPage' }),
      errors: [],
    }),
    create: route(endpoints.policies.create, {
      summary: 'Create a policy',
      body: PolicyDraft,
      response: Policy,
      errors: ['validation-failed', 'payload-too-large', 'media-type-not-supported', 'idempotency-key-reused'],
    }),
    get: route(endpoints.policies.get, {
      summary: 'Read a policy',
      params: ById,
      response: Policy,
      errors: ['policy-not-found'],
    }),
    replace: route(endpoints.policies.replace, {
      summary: 'Change a policy',
      params: ById,
      query: RemovalQuery,
      body: PolicyDraft,
      response: Policy,
      errors: [
        'policy-not-found',
        'trustpoint-in-use',
        'validation-failed',
        'version-clash',
        'version-required',
        'payload-too-large',
        'media-type-not-supported',
      ],
    }),
    remove: route(endpoints.policies.remove, {
      summary: 'Delete a policy with its trustpoints',
      params: ById,
      query: RemovalQuery,
      errors: ['policy-not-found', 'policy-in-use', 'version-clash'],
    }),
    copy: route(endpoints.policies.copy, {
      summary: 'Copy a policy: its trustpoints get new names and the same Secrets, but no certificates',
      params: ById,
      body: PolicyCopyDraft,
      response: Policy,
      errors: ['policy-not-found', 'validation-failed', 'media-type-not-supported', 'idempotency-key-reused'],
    }),
  },
  trustpoints: {
    list: route(endpoints.trustpoints.list, {
      summary: 'List trustpoints',
      query: TrustpointListQuery,
      response: page(TrustpointSummary)
        /** Within the search and the policy, whatever the chosen states. */
        .extend({ counts: TrustpointCounts, countedAt: Instant })
        .meta({ id: 'TrustpointPage' }),
      errors: [],
    }),
    get: route(endpoints.trustpoints.get, {
      summary: 'Read a trustpoint with its certificate and history',
      params: ById,
      response: Trustpoint,
      errors: ['trustpoint-not-found'],
    }),
    certificate: route(endpoints.trustpoints.certificate, {
      summary: 'Download the current certificate',
      params: ById,
      query: CertificateQuery,
      response: octets,
      mediaTypes: ['application/pkix-cert', 'application/x-pem-file'],
      errors: ['trustpoint-not-found', 'certificate-not-found'],
    }),
    startEnrollment: route(endpoints.trustpoints.startEnrollment, {
      summary: 'Enroll or renew',
      params: ById,
      body: EnrollmentDraft,
      response: Enrollment,
      errors: [
        'trustpoint-not-found',
        'enrollment-running',
        'enrollment-not-possible',
        'validation-failed',
        'media-type-not-supported',
        'idempotency-key-reused',
      ],
    }),
  },
  enrollments: {
    list: route(endpoints.enrollments.list, {
      summary: 'List enrollments',
      query: EnrollmentListQuery,
      response: page(EnrollmentSummary).meta({ id: 'EnrollmentPage' }),
      errors: [],
    }),
    get: route(endpoints.enrollments.get, {
      summary: 'Read an enrollment with its exchange',
      params: ById,
      response: Enrollment,
      errors: ['enrollment-not-found'],
    }),
    cancel: route(endpoints.enrollments.cancel, {
      summary: 'Cancel an enrollment that is running',
      params: ById,
      response: Enrollment,
      errors: ['enrollment-not-found', 'enrollment-ended'],
    }),
    message: route(endpoints.enrollments.message, {
      summary: 'Download a message as it went over the wire',
      params: ByMessage,
      response: octets,
      mediaTypes: ['application/pkixcmp'],
      errors: ['enrollment-not-found', 'message-not-found', 'not-acceptable'],
    }),
    messageTree: route(endpoints.enrollments.messageTree, {
      summary: 'Read a message as a labelled tree',
      params: ByMessage,
      response: EnrollmentMessageTree,
      errors: ['enrollment-not-found', 'message-not-found', 'not-acceptable'],
    }),
  },
  connectionTests: {
    create: route(endpoints.connectionTests.create, {
      summary: 'Test the connection to a CMP server, layer by layer; nothing is issued',
      body: ConnectionTestDraft,
      response: ConnectionTest,
      errors: ['trustpoint-not-found', 'validation-failed', 'payload-too-large', 'media-type-not-supported'],
    }),
  },
  alerts: {
    list: route(endpoints.alerts.list, {
      summary: 'List alerts: what the bell shows',
      query: AlertListQuery,
      response: page(Alert)
        /** Of all alerts, whatever was filtered. */
        .extend({ counts: AlertCounts })
        .meta({ id: 'AlertPage' }),
      errors: [],
    }),
    get: route(endpoints.alerts.get, {
      summary: 'Read an alert with what it affects',
      params: ById,
      response: Alert,
      errors: ['alert-not-found'],
    }),
    acknowledge: route(endpoints.alerts.acknowledge, {
      summary: 'Take note of an alert: its message is not repeated',
      params: ById,
      response: Alert,
      errors: ['alert-not-found'],
    }),
  },
  alertRules: {
    list: route(endpoints.alertRules.list, {
      summary: 'List the alert rules, one of each kind',
      response: AlertRules,
      errors: [],
    }),
    replace: route(endpoints.alertRules.replace, {
      summary: 'Change an alert rule',
      params: ByAlertKind,
      body: AlertRuleDraft,
      response: AlertRule,
      errors: ['validation-failed', 'media-type-not-supported'],
    }),
  },
  alertChannels: {
    list: route(endpoints.alertChannels.list, {
      summary: 'List the channels that messages go out on',
      response: z.object({ items: z.array(AlertChannel) }).meta({ id: 'AlertChannels' }),
      errors: [],
    }),
    create: route(endpoints.alertChannels.create, {
      summary: 'Create a channel',
      body: AlertChannelDraft,
      response: AlertChannel,
      errors: ['validation-failed', 'media-type-not-supported', 'idempotency-key-reused'],
    }),
    test: route(endpoints.alertChannels.test, {
      summary: 'Send a test message over a channel, saved or not, and say what happened',
      body: AlertChannelTestDraft,
      response: AlertChannelTest,
      errors: ['alert-channel-not-found', 'validation-failed', 'media-type-not-supported'],
    }),
    get: route(endpoints.alertChannels.get, {
      summary: 'Read a channel',
      params: ById,
      response: AlertChannel,
      errors: ['alert-channel-not-found'],
    }),
    replace: route(endpoints.alertChannels.replace, {
      summary: 'Change a channel',
      params: ById,
      body: AlertChannelDraft,
      response: AlertChannel,
      errors: [
        'alert-channel-not-found',
        'validation-failed',
        'version-clash',
        'version-required',
        'media-type-not-supported',
      ],
    }),
    remove: route(endpoints.alertChannels.remove, {
      summary: 'Delete a channel; rules that had chosen it go on without it',
      params: ById,
      errors: ['alert-channel-not-found', 'version-clash'],
    }),
  },
  alertDeliveries: {
    list: route(endpoints.alertDeliveries.list, {
      summary: 'List the messages to channels: delivered, waiting and failed',
      query: AlertDeliveryListQuery,
      response: page(AlertDelivery).meta({ id: 'AlertDeliveryPage' }),
      errors: [],
    }),
  },
  events: {
    stream: route(endpoints.events.stream, {
      summary: 'Follow what changes, as server-sent events',
      response: ServerEvent,
      mediaTypes: ['text/event-stream'],
      errors: [],
    }),
  },
  overview: {
    get: route(endpoints.overview.get, {
      summary: 'Read what needs attention, and the counts',
      response: Overview,
      errors: [],
    }),
  },
  labCa: {
    get: route(endpoints.labCa.get, { summary: 'Read about the lab CA', response: LabCa, errors: [] }),
    createPolicy: route(endpoints.labCa.createPolicy, {
      summary: 'Create a policy for the lab CA, its Secret filled in by the server',
      response: Policy,
      errors: ['lab-ca-not-configured', 'lab-ca-unavailable', 'idempotency-key-reused'],
    }),
  },
  health: {
    live: route(endpoints.health.live, { summary: 'Whether the process runs', response: Liveness, errors: [] }),
    ready: route(endpoints.health.ready, {
      summary: 'Whether it can serve',
      response: Readiness,
      errors: [],
    }),
  },
} as const satisfies { [G in keyof Endpoints]: { [R in keyof Endpoints[G]]: Endpoints[G][R] & RouteSchemas } };

export type Routes = typeof routes;

/** Any route: an endpoint with its schemas. */
export type Route = Endpoint & RouteSchemas;

function route<const E extends Endpoint, const S extends RouteSchemas>(endpoint: E, schemas: S): E & S {
  return { ...endpoint, ...schemas };
}
