/** A reason to stop that a person can act on: its message is printed as it is, without a stack. */
export class Stop extends Error {}

/**
 * Runs a script's main function and makes its answer the exit code; a `Stop` is one line and exit code 1.
 * @param {() => number | Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
