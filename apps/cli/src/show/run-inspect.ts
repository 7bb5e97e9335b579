import { type InspectNode, inspectMessage } from '@crypto-cmp/cmp/inspect';

import { CliError } from '../cli-error.ts';
import type { Host } from '../host.ts';
import { readMessage } from './read-message.ts';

/** `cmp inspect [--json] FILE`; 1 when the bytes are not all of a message, whose readable part is shown all the same. */
export async function runInspect(argv: readonly string[], host: Host): Promise<number> {
  const isJson = argv.includes('--json') || argv.includes('-json');
  const [file, surplus] = argv.filter((word) => word !== '--json' && word !== '-json');
  if (file === undefined || surplus !== undefined) throw new CliError('usage: cmp inspect [--json] FILE');
  const tree = inspectMessage(await readMessage(file, host));
  host.print(isJson ? JSON.stringify(tree, undefined, 2) : showTree(tree).join('\n'));
  if (tree.problem === undefined) return 0;
  host.say(`cmp: error: ${file === '-' ? 'standard input' : file}: ${tree.problem}`);
  return 1;
}

function showTree(node: InspectNode, indent = ''): string[] {
  const { label, type, summary, offset, problem, truncated, children } = node;
  const place = String(offset).padStart(6);
  const text = [label, summary === '' ? type : `${type}: ${summary}`].filter((part) => part !== '').join('  ');
  return [
    `${place}  ${indent}${printable(text)}`,
    ...(problem === undefined ? [] : [`${' '.repeat(8)}${indent}! ${printable(problem)}`]),
    ...(truncated === true ? [`${' '.repeat(8)}${indent}  ...`] : []),
    ...children.flatMap((child) => showTree(child, `${indent}  `)),
  ];
}

/** A peer must not write control sequences to our terminal. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
