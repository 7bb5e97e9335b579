import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { nodeCrypto } from '@crypto-cmp/x509/node';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';

import { addAlertRoutes } from './alerts/alert-routes.ts';
import { type AlertWatch, createAlertWatch } from './alerts/alert-watch.ts';
import { createApp } from './app.ts';
import type { Settings } from './config.ts';
import { type Coordination, standAlone } from './coordination/coordination.ts';
import { joinReplicas } from './coordination/join-replicas.ts';
import { addConnectionTestRoutes } from './connection-tests/connection-test-routes.ts';
import { createEngine, type EnrollmentEngine } from './enrollments/engine/engine.ts';
import { openHttpTransport } from './enrollments/engine/http-transport.ts';
import { shareQueue } from './enrollments/engine/share-queue.ts';
import type { Transport } from './enrollments/engine/send-message.ts';
import { addEnrollmentRoutes } from './enrollments/enrollment-routes.ts';
import { heedEvents } from './servers/heed-events.ts';
import { createEventHub } from './events/event-hub.ts';
import { addEventRoutes } from './events/event-routes.ts';
import { addHealthRoutes } from './health/health-routes.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { addMetricsRoute } from './metrics/metrics-route.ts';
import { readFigures } from './metrics/read-figures.ts';
import { readLabCaConnection } from './lab-ca/lab-ca-connection.ts';
import { addLabCaRoutes } from './lab-ca/lab-ca-routes.ts';
import { addOverviewRoutes } from './overview/overview-routes.ts';
import { addPolicyRoutes } from './policies/policy-routes.ts';
import { createRenewalScheduler, type RenewalScheduler } from './renewal/renewal-scheduler.ts';
import { settleRestored } from './restored/settle-restored.ts';
import { openSealer } from './sealing/open-sealer.ts';
import { StartError } from './start-error.ts';
import { lockDataFolder } from './storage/data-folder-lock.ts';
import { openDatabase } from './storage/open-database.ts';
import { openPostgres } from './storage/postgres-dialect.ts';
import { openSqlite } from './storage/sqlite-dialect.ts';
import { addTrustpointRoutes } from './trustpoints/trustpoint-routes.ts';
import { servePages } from './web/serve-pages.ts';

/** A console that is ready to listen. */
export interface Console {
  readonly app: FastifyInstance;
  readonly engine: EnrollmentEngine;
  readonly scheduler: RenewalScheduler;
  readonly alerts: AlertWatch;
  /** Ends what is under way, then lets go of the database and the data folder. */
  close(): Promise<void>;
}

/** What tests replace. */
export interface ComposeOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly openTransport?: () => Transport;
  /** Folder of the built web app; none serves no pages. */
  readonly webDir?: string | undefined;
}

/** Puts the server together: the only place that knows all of its parts. */
export async function compose(
  settings: Settings,
  logger: FastifyBaseLogger,
  { now = Date.now, openTransport = openHttpTransport, webDir }: ComposeOptions = {},
): Promise<Console> {
  const { databaseUrl, dataDir } = settings;
  // With PostgreSQL the folder holds nothing but the master key, if that.
  makeFolder(databaseUrl === undefined ? dataDir : dirname(settings.masterKeyFile));
  const lock = databaseUrl === undefined ? lockDataFolder(dataDir) : undefined;
  try {
    const database = await openDatabase(
      databaseUrl === undefined ? openSqlite(join(dataDir, 'console.db')) : openPostgres(databaseUrl, logger),
    );
    let coordination: Coordination | undefined;
    try {
      const sealer = await openSealer(database, settings.masterKeyFile);
      await settleRestored(database, logger, now());
      coordination = databaseUrl === undefined ? standAlone() : joinReplicas(databaseUrl, database, logger);
      const { channel, leadership } = coordination;
      const hub = createEventHub(channel);
      const { publish } = hub;
      const limits = { concurrency: settings.caConcurrency, startsPerMinute: settings.caStartsPerMinute };
      const rules = { ...limits, longestHoldUpSeconds: settings.enrollmentTimeoutSeconds, random: Math.random };
      const { isLeader } = leadership;
      const overview = { database, labCaUrl: () => readLabCaConnection(settings)?.url.href, limits };
      const metrics = createMetrics({
        readFigures: async (at) => await readFigures(overview, at),
        isLeader,
        lookedAt: () => scheduler.lookedAt(),
        engine: databaseUrl === undefined ? 'sqlite' : 'postgresql',
        now,
        log: logger,
      });
      const engine = createEngine({
        database,
        sealer,
        crypto: nodeCrypto,
        openTransport,
        publish,
        now,
        log: logger,
        meter: metrics.enrollments,
        rules,
        limits: {
          messageTimeoutSeconds: settings.messageTimeoutSeconds,
          totalTimeoutSeconds: settings.enrollmentTimeoutSeconds,
          waitingLimitSeconds: settings.waitingLimitSeconds,
        },
      });
      const queue = shareQueue(engine, channel);
      const scheduler = createRenewalScheduler({
        database,
        publish,
        wake: () => queue.wake(),
        isLeader,
        now,
        log: logger,
      });
      hub.subscribe(heedEvents({ database, engine, now, log: logger }), () => engine.wake());
      const { publicUrl } = settings;
      const alerts = createAlertWatch({ database, sealer, hub, publicUrl, isLeader, now, log: logger });
      let isStopping = false;
      const policies = { database, sealer, publish, now };
      const { messageTimeoutSeconds } = settings;
      const app = await createApp({
        logger,
        addRoutes(api) {
          metrics.requests.watch(api);
          addMetricsRoute(api, metrics);
          addPolicyRoutes(api, policies);
          addTrustpointRoutes(api, { database, now });
          addEnrollmentRoutes(api, { database, sealer, engine: queue, publish, now, messageTimeoutSeconds });
          addConnectionTestRoutes(api, { database, sealer, publish, now, rules, log: logger });
          addOverviewRoutes(api, { ...overview, now });
          addLabCaRoutes(api, policies, settings);
          addAlertRoutes(api, { ...policies, publicUrl, look: async () => await alerts.look() });
          addEventRoutes(api, hub);
          addHealthRoutes(api, { database, isStopping: () => isStopping });
        },
        addPages: webDir === undefined ? undefined : servePages(webDir),
      });
      return {
        app,
        engine,
        scheduler,
        alerts,
        async close() {
          isStopping = true;
          await Promise.all([scheduler.stop(), alerts.stop()]);
          await Promise.all([app.close(), engine.stop()]);
          await coordination?.stop();
          await database.destroy();
          lock?.release();
        },
      };
    } catch (error) {
      await coordination?.stop();
      await database.destroy();
      throw error;
    }
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    // The database holds sealed keys: nobody else needs to look.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError('data-folder-unusable', `The data folder ${folder} cannot be made: ${reason}.`, { cause });
  }
}
