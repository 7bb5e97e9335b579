import { CliError } from '../cli-error.ts';
import { OPTIONS } from '../options/options.ts';
import { splitList } from '../options/split-list.ts';
import { type Config, DEFAULT } from './parse-config.ts';

/**
 * The options that the named sections hold: a later section wins, `default` stands in for what none of them has. Names that
 * are no options are passed over, since a section may hold variables of its own.
 *
 * @throws CliError when a section is not there, the usual one `cmp` apart
 */
export function sectionOptions(config: Config, names: string, file: string): Map<string, string> {
  const sections = splitList(names).map((name) => {
    const section = config.get(name);
    if (section === undefined && name !== USUAL_SECTION) {
      throw new CliError(`-section: there is no section [${name}] in ${file}`);
    }
    return section;
  });
  const given = new Map<string, string>();
  for (const { name } of OPTIONS) {
    if (name === 'config' || name === 'section' || name === 'help') continue;
    const found = sections.findLast((section) => section?.has(name) === true) ?? config.get(DEFAULT);
    const value = found?.get(name);
    if (value !== undefined) given.set(name, value);
  }
  return given;
}

export const USUAL_SECTION = 'cmp';
