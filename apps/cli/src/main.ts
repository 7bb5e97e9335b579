#!/usr/bin/env node
import { readFileSync } from 'node:fs';

import { runCli } from './run-cli.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  print: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
  readInput: async () => readFileSync(0),
});
