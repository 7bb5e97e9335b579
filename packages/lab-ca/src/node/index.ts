export type { Connection } from './connection-file.ts';
export { openFileStore } from './file-store.ts';
export { serveLabCa } from './serve-lab-ca.ts';
export { type RunningLabCa, startLabCa, type StartOptions } from './start-lab-ca.ts';
