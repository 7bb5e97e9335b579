import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

import { writeFinding } from './finding.ts';

// as: startWatchdog hands it in
const { shared, folder, seconds } = workerData as { shared: SharedArrayBuffer; folder: string; seconds: number };
const header = new Int32Array(shared, 0, 3);
const content = new Uint8Array(shared, 16);

let lastSeen = 0;
let idleSeconds = 0;
setInterval(() => {
  const seen = Atomics.load(header, 0);
  const factsLength = Atomics.load(header, 1);
  idleSeconds = seen === lastSeen && factsLength > 0 ? idleSeconds + 1 : 0;
  lastSeen = seen;
  if (idleSeconds < seconds) return;
  const facts = new TextDecoder().decode(content.slice(0, factsLength));
  const [target = '', seed = '', repair = ''] = facts.split('\n');
  const bytes = content.slice(factsLength, factsLength + Atomics.load(header, 2));
  const error = `not done within ${seconds} s`;
  const file = writeFinding(folder, { target, input: { seed, repair, bytes }, error });
  // console.error would pass through the thread that hangs.
  writeSync(2, `${target}: ${error}: ${file}\n`);
  process.kill(process.pid, 'SIGKILL');
}, 1000);
