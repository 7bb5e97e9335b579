import { randomUUID } from 'node:crypto';

import { MAX_BODY_BYTES, PROBLEM_MEDIA_TYPE, type Problem } from '@crypto-cmp/api';
import { fastifySSE } from '@fastify/sse';
import {
  fastify,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';

import { nothingThere } from './http/nothing-there.ts';
import { addOpenApi } from './http/open-api.ts';
import { refuseUnreadable } from './http/refuse-unreadable.ts';
import { refuseForeignPages } from './http/same-origin.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { isUnexpected, toProblem } from './http/to-problem.ts';
import { validateRequest } from './http/validate-request.ts';

/** What an app is made of beside the rules that hold for every route. */
export interface AppParts {
  readonly logger: FastifyBaseLogger;
  readonly addRoutes: (app: FastifyInstance) => void;
  /** Serves what is no API; for a server without a web app, nothing. */
  readonly addPages?: ((app: FastifyInstance) => Promise<void>) | undefined;
}

/** The HTTP side of the server. It does not listen: tests talk to it through `inject`. */
export async function createApp({ logger, addRoutes, addPages }: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    // Told to people in problem documents, and looked for in the logs of several replicas.
    genReqId: () => randomUUID(),
    // A HEAD of the event stream would never end, and nobody asks for the others.
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => void sendProblem(toProblem(error, request.id), request, reply, error),
  });
  app.setValidatorCompiler(validateRequest);
  app.setSerializerCompiler(serializerCompiler);
  // A form of another origin can send text/plain without asking first; nobody else needs it.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => sendProblem(toProblem(error, request.id), request, reply, error));
  app.addHook('onResponse', async ({ method, url, log }, { statusCode, elapsedTime }) => {
    const isReading = method === 'GET' || method === 'HEAD';
    const details = { method, url, statusCode, durationMs: Math.round(elapsedTime) };
    log[isReading ? 'debug' : 'info'](details, 'a request was answered');
  });
  addSecurityHeaders(app);
  refuseForeignPages(app);
  await app.register(fastifySSE, { heartbeatInterval: HEARTBEAT_MS });
  await addOpenApi(app);
  await app.register(async (api) => addRoutes(api));
  await addPages?.(app);
  if (addPages === undefined) {
    app.setNotFoundHandler(async (request, reply) => {
      throw nothingThere(request, reply);
    });
  }
  return app;
}

async function sendProblem(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<void> {
  if (isUnexpected(problem)) request.log.error({ err: error, url: request.url }, 'a request failed');
  await reply.code(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

/** Shorter than the idle limits of the usual proxies. */
const HEARTBEAT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
