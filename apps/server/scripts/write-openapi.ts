import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compose } from '../src/compose.ts';
import { readSettings } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';

// Writes openapi.json from the routes as they are registered. With --check it only looks whether that would change it.

const FILE = fileURLToPath(new URL('../openapi.json', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'console-openapi-'));
try {
  const settings = readSettings({ DATA_DIR: folder });
  const server = await compose(settings, createLogger('silent'));
  await server.app.ready();
  const document = `${JSON.stringify(withoutUnusedSchemas(server.app.swagger()), undefined, 2)}\n`;
  await server.close();

  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, document);
  } else if (readIfThere(FILE) !== document) {
    console.error('apps/server/openapi.json is not what the routes say. Run: npm run openapi');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Each schema is there as it goes in and as it comes out; most are used in one way only. */
function withoutUnusedSchemas(document: object): object {
  const schemas = new Map(Object.entries(schemasOf(document)));
  const used = new Set<string>();
  const follow = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(schemas.get(name) ?? null);
    }
  };
  follow({ ...document, components: undefined });
  const kept = Object.fromEntries([...schemas].filter(([name]) => used.has(name)));
  return { ...document, components: { schemas: kept } };
}

function schemasOf(document: object): object {
  const { components } = document as { components?: { schemas?: object } }; // an OpenAPI document
  return components?.schemas ?? {};
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
