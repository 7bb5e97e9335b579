export { API_BASE, type Endpoint, type Endpoints, endpoints } from './contract/endpoints.ts';
export { COMMON_PROBLEMS, type Route, type Routes, routes, type RouteSchemas } from './contract/routes.ts';
export type { RouteAnswer, RouteBody, RouteParams, RouteQuery } from './contract/route-types.ts';
export { type Page, PAGE_SIZE } from './contract/list.ts';
export {
  CERTIFICATE_FORMATS,
  type CertificateFormat,
  ENROLLMENT_SORTS,
  EnrollmentDraft,
  EnrollmentListQuery,
  MAX_BODY_BYTES,
  POLICY_SORTS,
  PolicyCopyDraft,
  PolicyListQuery,
  TRUSTPOINT_SORTS,
  TrustpointListQuery,
} from './contract/requests.ts';
export { AlertChannelTestDraft, AlertDeliveryListQuery, AlertListQuery } from './contract/alert-requests.ts';
export { ConnectionTestDraft } from './contract/connection-test-draft.ts';
export { parseEtag, toEtag } from './contract/etag.ts';

export { createProblem, createValidationProblem, Problem, type ProblemExtension } from './contract/problem.ts';
export {
  isProblemCode,
  PROBLEM_MEDIA_TYPE,
  type ProblemCode,
  PROBLEMS,
  problemType,
} from './contract/problem-codes.ts';

export { Actor } from './read/actor.ts';
export {
  AffectedTrustpoint,
  Alert,
  ALERT_END_REASONS,
  ALERT_STATES,
  AlertCounts,
  type AlertState,
  AlertSubject,
} from './read/alert.ts';
export { AlertChannel, AlertChannelTest } from './read/alert-channel.ts';
export {
  ALERT_MESSAGE_EVENTS,
  AlertDelivery,
  type AlertMessageEvent,
  ALERT_DELIVERY_PROBLEM_CODES,
  ALERT_DELIVERY_STATES,
  AlertDeliveryProblem,
  type AlertDeliveryProblemCode,
  type AlertDeliveryState,
} from './read/alert-delivery.ts';
export { AlertRule, AlertRules } from './read/alert-rule.ts';
export { CertificateChain, ChainItem } from './read/certificate-chain.ts';
export { CertificateDetail, IssuedAltName } from './read/certificate-detail.ts';
export { CertificateSummary } from './read/certificate-summary.ts';
export { CmpServer, CmpServerAddress } from './read/cmp-server.ts';
export { CONNECTION_LAYERS, ConnectionTest, ConnectionTestLayer } from './read/connection-test.ts';
export { Enrollment, FieldComparison } from './read/enrollment.ts';
export { CheckResult, EnrollmentMessage } from './read/enrollment-message.ts';
export {
  ENROLLMENT_OPERATIONS,
  ENROLLMENT_REQUEST_TYPES,
  ENROLLMENT_STATES,
  type EnrollmentOperation,
  type EnrollmentState,
  isRunning,
  RUNNING_STATES,
} from './read/enrollment-state.ts';
export { EnrollmentSummary } from './read/enrollment-summary.ts';
export { Failure, FAILURE_KINDS, FailureExplanation, FailureKind, FieldLink, PeerClaim } from './read/failure.ts';
export { Liveness, Readiness } from './read/health.ts';
export {
  HOLD_UP_REASONS,
  HoldUp,
  type HoldUpReason,
  NEXT_TRY_ACTIONS,
  NextTry,
  type NextTryAction,
} from './read/hold-up.ts';
export { LabCa } from './read/lab-ca.ts';
export { EnrollmentMessageTree, MessageNode } from './read/message-tree.ts';
export {
  CIRCUIT_STATES,
  type CircuitState,
  NeedsYouItem,
  Overview,
  ServerCircuit,
  ServerHealth,
} from './read/overview.ts';
export { Policy, PolicyTrustpoint } from './read/policy.ts';
export { PolicySummary } from './read/policy-summary.ts';
export { Reference } from './read/reference.ts';
export { SecretState } from './read/secret-state.ts';
export { ServerEvent } from './read/server-event.ts';
export { SERVER_EVENT_TYPES, type ServerEventType } from './contract/server-event-types.ts';
export { HistoryEntry, Trustpoint } from './read/trustpoint.ts';
export { TrustpointCounts } from './read/trustpoint-counts.ts';
export { LastFailure, RenewalPlan, RunningEnrollment, TrustpointSummary } from './read/trustpoint-summary.ts';
export { UsedBy } from './read/used-by.ts';
export { toAlertChannelDraft } from './to-alert-channel-draft.ts';
export { toPolicyDraft } from './to-policy-draft.ts';

export { createClient, type ClientOptions } from './client/create-client.ts';
export type { CallAnswer, CallArguments, Client, ClientCall, Download } from './client/client-types.ts';
export { ApiError } from './client/api-error.ts';
export { type QueryValues, requestUrl } from './client/request-url.ts';
export { parseServerEvent } from './client/parse-server-event.ts';
