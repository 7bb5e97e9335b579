import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import type { Coordination } from './coordination.ts';
import { listenAndNotify } from './postgres-channel.ts';
import { leadByLock, type LeadershipLog } from './postgres-leadership.ts';

/** Joins the processes that work over the same PostgreSQL database, if there are others. */
export function joinReplicas(url: string, database: Kysely<Database>, log: LeadershipLog): Coordination {
  const channel = listenAndNotify(url, database, log);
  const leadership = leadByLock(url, log);
  return {
    channel,
    leadership,
    async stop() {
      await Promise.all([channel.stop(), leadership.stop()]);
    },
  };
}
