import { TOPICS } from '../src/options/option-row.ts';
import { OPTIONS } from '../src/options/options.ts';

/** The table of all options in the README: what is taken, what is not and why. */
export function optionsTable(): string {
  const rows = TOPICS.flatMap((topic) =>
    OPTIONS.filter((row) => row.topic === topic).map(({ name, value, differs }) => {
      const option = `-${name} ${value}`.trimEnd().replaceAll('|', '\\|');
      const status = { refused: 'refused', ignored: 'ignored, with a warning', other: 'done, differs' };
      return `| \`${option}\` | ${differs === undefined ? 'done' : status[differs.status]} | ${differs?.why ?? ''} |`;
    }),
  );
  return ['| Option | | Where it differs from OpenSSL, and why |', '|---|---|---|', ...rows].join('\n');
}
