import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { API_BASE } from '@crypto-cmp/api';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { nothingThere } from '../http/nothing-there.ts';

/**
 * Serves the built web app. Files with a hash in their name never change; `index.html` names them and is asked for anew
 * each time. Every address that is no file is a page of the app, which finds its way by itself.
 */
export function servePages(folder: string): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    if (!existsSync(join(folder, 'index.html'))) {
      app.setNotFoundHandler(async (request, reply) => {
        if (!isPage(request)) throw nothingThere(request, reply);
        return await reply.code(503).type('text/plain').send('The web app is not built yet. Run: npm run build\n');
      });
      return;
    }
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      index: false,
      // A folder is no file: it goes the way of every other address, and is not answered with 403.
      redirect: false,
      allowedPath: (path) => !path.endsWith('/'),
      setHeaders(reply, path) {
        const isHashed = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get('/', { schema: { hide: true } }, async (_request, reply) => await sendApp(reply));
    app.setNotFoundHandler(async (request, reply) => {
      if (!isPage(request)) throw nothingThere(request, reply);
      return await sendApp(reply);
    });
  };
}

/** A page of the app: asked for by a browser, outside the API, and not a file that is missing. */
function isPage({ method, url, headers }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (path === API_BASE || path.startsWith(`${API_BASE}/`) || path.startsWith('/api/')) return false;
  return !path.startsWith('/assets/') && (headers.accept ?? '*/*').includes('text/html');
}

async function sendApp(reply: FastifyReply): Promise<FastifyReply> {
  return await reply.header('cache-control', 'no-cache').sendFile('index.html');
}
