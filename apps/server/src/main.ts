import { fileURLToPath } from 'node:url';

import { silenceKmacWarning } from '@crypto-cmp/x509/node';

import { compose } from './compose.ts';
import { readSettings, settingsHelp } from './config.ts';
import { createLogger } from './logger.ts';
import { StartError } from './start-error.ts';

/** Starts the console; ends the process itself only when it could not start or does not stop in time. */
async function main(): Promise<void> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(settingsHelp());
    return;
  }
  silenceKmacWarning();
  const settings = readSettings();
  // Whatever is made from here on is for this user alone: database, key, lock.
  process.umask(0o077);
  const logger = createLogger(settings.logLevel);
  const started = await compose(settings, logger, { webDir: WEB_DIR });

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
    void started.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'the stop did not go well');
        process.exit(0);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  const address = await started.app
    .listen({ host: settings.host, port: settings.port })
    .catch(async (cause: unknown) => {
      await started.close();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StartError(
        'port-unavailable',
        `Port ${settings.port} of ${settings.host} cannot be used: ${reason}. Set PORT to a free one, or to 0.`,
        { cause },
      );
    });
  await started.engine.start();
  started.scheduler.start();
  await started.alerts.start();
  console.log(`listening on ${address}`);
}

/** What the build of the web app leaves. */
const WEB_DIR = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** A graceful stop is promised within ten seconds. */
const LONGEST_STOP_MS = 9000;

try {
  await main();
} catch (error) {
  if (error instanceof StartError) console.error(error.message);
  else console.error(error);
  process.exitCode = 1;
}
