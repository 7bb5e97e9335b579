#!/usr/bin/env node
import { readFileSync } from 'node:fs';

import { silenceKmacWarning } from '@crypto-cmp/x509/node';

import { runCli } from './run-cli.ts';

silenceKmacWarning();

// Whoever reads along, such as head, may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  print: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
  readInput: async () => readFileSync(0),
});
