import { readFile } from 'node:fs/promises';

import { CliError } from '../cli-error.ts';
import { type Config, parseConfig } from '../config/parse-config.ts';
import { sectionOptions, USUAL_SECTION } from '../config/section-options.ts';
import type { Host } from '../host.ts';
import { type Options, readOptions } from './options.ts';
import { parseArguments } from './parse-arguments.ts';

export interface GatheredOptions {
  readonly options: Options;
  /** For the sections that -reqexts and -policies name. */
  readonly config: Config;
  /** Its name, or undefined when none is read. */
  readonly configFile: string | undefined;
}

/** The command line over the sections of the configuration file. */
export async function gatherOptions(argv: readonly string[], { env }: Pick<Host, 'env'>): Promise<GatheredOptions> {
  const line = parseArguments(argv);
  const configFile = (line.get('config') ?? env['OPENSSL_CONF']) || undefined;
  if (configFile === undefined) return { options: readOptions(line), config: new Map(), configFile };
  const config = parseConfig(await readConfig(configFile), configFile, env);
  const fromSections = sectionOptions(config, line.get('section') ?? USUAL_SECTION, configFile);
  return { options: readOptions(new Map([...fromSections, ...line])), config, configFile };
}

async function readConfig(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CliError(`-config: cannot read ${file}. Give "" for no configuration`);
  }
}
