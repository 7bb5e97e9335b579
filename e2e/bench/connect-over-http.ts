import { openHttpConnection } from '@crypto-cmp/cmp/node';

import type { Connection } from './client.ts';

/** One connection a transaction, as the server makes it. */
export function connectOverHttp(url: string): () => Connection {
  return () => {
    const connection = openHttpConnection({ url });
    return { send: async (body) => (await connection.send({ body })).bytes, close: () => connection.close() };
  };
}
