/** Where the API lives, below the origin. */
export const API_BASE = '/api/v1';

/**
 * Method, path and manner of every route, without schemas: a client that only calls needs no more, so that the browser
 * loads no validation library to show a list. `routes` adds what goes in and comes out.
 */
export const endpoints = {
  policies: {
    list: { method: 'GET', path: '/policies', answer: 'json', status: 200 },
    create: { method: 'POST', path: '/policies', answer: 'json', status: 201, idempotencyKey: true },
    get: { method: 'GET', path: '/policies/:id', answer: 'json', status: 200 },
    replace: { method: 'PUT', path: '/policies/:id', answer: 'json', status: 200, version: 'required' },
    remove: { method: 'DELETE', path: '/policies/:id', answer: 'nothing', status: 204, version: 'optional' },
    copy: { method: 'POST', path: '/policies/:id/copy', answer: 'json', status: 201, idempotencyKey: true },
  },
  trustpoints: {
    list: { method: 'GET', path: '/trustpoints', answer: 'json', status: 200 },
    get: { method: 'GET', path: '/trustpoints/:id', answer: 'json', status: 200 },
    certificate: { method: 'GET', path: '/trustpoints/:id/certificate', answer: 'bytes', status: 200 },
    startEnrollment: {
      method: 'POST',
      path: '/trustpoints/:id/enrollments',
      answer: 'json',
      status: 202,
      idempotencyKey: true,
    },
  },
  enrollments: {
    list: { method: 'GET', path: '/enrollments', answer: 'json', status: 200 },
    get: { method: 'GET', path: '/enrollments/:id', answer: 'json', status: 200 },
    cancel: { method: 'POST', path: '/enrollments/:id/cancel', answer: 'json', status: 202 },
    message: {
      method: 'GET',
      path: '/enrollments/:id/messages/:n',
      answer: 'bytes',
      status: 200,
      accept: 'application/pkixcmp',
    },
    /** The same resource in its other form: the handler of `message` decides by Accept. */
    messageTree: {
      method: 'GET',
      path: '/enrollments/:id/messages/:n',
      answer: 'json',
      status: 200,
      accept: 'application/json',
    },
  },
  connectionTests: {
    create: { method: 'POST', path: '/connection-tests', answer: 'json', status: 200 },
  },
  alerts: {
    list: { method: 'GET', path: '/alerts', answer: 'json', status: 200 },
    get: { method: 'GET', path: '/alerts/:id', answer: 'json', status: 200 },
    acknowledge: { method: 'POST', path: '/alerts/:id/acknowledge', answer: 'json', status: 200 },
  },
  alertRules: {
    list: { method: 'GET', path: '/alert-rules', answer: 'json', status: 200 },
    replace: { method: 'PUT', path: '/alert-rules/:kind', answer: 'json', status: 200 },
  },
  alertChannels: {
    list: { method: 'GET', path: '/alert-channels', answer: 'json', status: 200 },
    create: { method: 'POST', path: '/alert-channels', answer: 'json', status: 201, idempotencyKey: true },
    test: { method: 'POST', path: '/alert-channels/test', answer: 'json', status: 200 },
    get: { method: 'GET', path: '/alert-channels/:id', answer: 'json', status: 200 },
    replace: { method: 'PUT', path: '/alert-channels/:id', answer: 'json', status: 200, version: 'required' },
    remove: { method: 'DELETE', path: '/alert-channels/:id', answer: 'nothing', status: 204, version: 'optional' },
  },
  alertDeliveries: {
    list: { method: 'GET', path: '/alert-deliveries', answer: 'json', status: 200 },
  },
  events: {
    stream: { method: 'GET', path: '/events', answer: 'events', status: 200 },
  },
  overview: {
    get: { method: 'GET', path: '/overview', answer: 'json', status: 200 },
  },
  labCa: {
    get: { method: 'GET', path: '/lab-ca', answer: 'json', status: 200 },
    createPolicy: { method: 'POST', path: '/lab-ca/policy', answer: 'json', status: 201, idempotencyKey: true },
  },
  health: {
    live: { method: 'GET', path: '/health/live', answer: 'json', status: 200 },
    ready: { method: 'GET', path: '/health/ready', answer: 'json', status: 200 },
  },
} as const satisfies Record<string, Record<string, Endpoint>>;

export type Endpoints = typeof endpoints;

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below {@link API_BASE}; parameters as `:name`. */
  readonly path: `/${string}`;
  readonly answer: 'json' | 'nothing' | 'bytes' | 'events';
  /** Of a success. */
  readonly status: 200 | 201 | 202 | 204;
  /** The media type to ask for, where a resource has several. */
  readonly accept?: string;
  /** Whether the call carries If-Match, against overwriting what somebody else has changed meanwhile. */
  readonly version?: 'required' | 'optional';
  /** Whether the call may carry an Idempotency-Key: sent twice with the same key, it acts once. */
  readonly idempotencyKey?: true;
}
