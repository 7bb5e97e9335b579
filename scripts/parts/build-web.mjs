import { runProgram } from './run-program.mjs';
import { Stop } from './stop.mjs';

/** Builds the web application; turbo brings back the last build when the same sources made it. */
export async function buildWeb() {
  console.log('Building the web application ...');
  const { status, output } = await runProgram('node_modules/turbo/bin/turbo', ['run', 'build', '--ui=stream'], {
    quiet: true,
  });
  if (status !== 0) throw new Stop(`${output}\nThe web application could not be built, see above.`);
}
