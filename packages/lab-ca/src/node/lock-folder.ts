import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { LabCaError } from '../lab-ca-error.ts';
import { systemErrorCode } from './system-error.ts';

/**
 * Takes a data folder for this process: two that write into one log would lose what the other issued. The result gives
 * it back. A lock whose process is gone counts for nothing.
 *
 * @throws LabCaError `folder-in-use`
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lab-ca.lock');
  const take = (): void => writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
  try {
    take();
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    const holder = Number.parseInt(readFileSync(path, 'utf8'), 10);
    if (isRunning(holder)) {
      throw new LabCaError(
        'folder-in-use',
        `the data folder ${folder} is in use by process ${holder}. Stop that one, or choose another folder (--data).`,
      );
    }
    rmSync(path, { force: true });
    take();
  }
  return () => rmSync(path, { force: true });
}

function isRunning(pid: number): boolean {
  // In a container every process may have the same number as the one before the restart.
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}
