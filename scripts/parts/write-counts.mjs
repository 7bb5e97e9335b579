import { writeFile } from 'node:fs/promises';

/**
 * Prints what passed and failed, alone on the last line, and leaves it in the file that the caller asks for.
 * @param {{ passed: number, failed: number }} counts
 */
export async function writeCounts({ passed, failed }) {
  const file = process.env['COUNTS_FILE'];
  if (file) await writeFile(file, `${passed} ${failed}\n`);
  console.log(`${passed} passed, ${failed} failed`);
}
