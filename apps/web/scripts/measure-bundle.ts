import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** How much JavaScript a page may load before it shows, in kB (1000 octets) after gzip. */
const BUDGETS = [
  { page: 'policies list', entry: 'src/features/policies/policies-page.tsx', limit: 150 },
  { page: 'policy form', entry: 'src/features/policies/form/policy-pages.tsx', limit: 215 },
] as const;

interface Chunk {
  file: string;
  imports?: string[];
  isEntry?: boolean;
}

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8')) as Record<string, Chunk>;
const start = Object.keys(manifest).find((key) => manifest[key]?.isEntry === true);
if (start === undefined) throw new Error('the build has no entry: run `npm run build -w apps/web` first');

let over = false;
for (const { page, entry, limit } of BUDGETS) {
  const size = measure([start, entry]) / 1000;
  over ||= size > limit;
  process.stdout.write(`${page}: ${size.toFixed(1)} kB of ${limit} kB${size > limit ? ', TOO MUCH' : ''}\n`);
}
process.exitCode = over ? 1 : 0;

/** The files of these modules and of all they import at once, each gzipped as a server sends it. */
function measure(entries: readonly string[]): number {
  const seen = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the build has no ${key}`);
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const entry of entries) visit(entry);
  const files = new Set([...seen].flatMap((key) => manifest[key]?.file ?? []).filter((file) => file.endsWith('.js')));
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length, 0);
}
