import { WIDTH, wrapped } from '../media/text/wrap.ts';
import { type Described, type Example, groups, usageOf } from './command.ts';

const INTRODUCTION = 'Simulate cohorts of patients through a multi-state disease model.';

/** The list of commands in `sojourn --help`, by group, with their arguments and descriptions. */
export function usageOfAll(commands: readonly Described[], width = WIDTH): string {
  const left = Math.max(...commands.map((command) => usageOf(command).length)) + 4;
  const lineOf = (command: Described) => {
    const [first, ...rest] = wrapped(command.describe, Math.max(20, width - left));
    const indented = rest.map((line) => ' '.repeat(left) + line);
    return [`  ${usageOf(command)}`.padEnd(left) + first, ...indented];
  };
  const parts = groups.flatMap((group) => {
    const own = commands.filter((command) => command.group === group);
    return own.length === 0 ? [] : [[`${group}:`, ...own.flatMap(lineOf)].join('\n')];
  });
  return ['sojourn <command>', INTRODUCTION, ...parts].join('\n\n');
}

/** The end of `sojourn --help`. */
export function epilogueOfAll(commands: readonly Described[]): string {
  const firsts = commands.flatMap(({ examples }) => examples.slice(0, 1));
  return [
    written(firsts),
    'sojourn COMMAND --help shows what a command takes. Scenarios: scenarios/README.md. A file named - is standard input.',
    'Exit codes: 0 done, 1 failed, 2 invalid input, 130 interrupted',
  ].join('\n\n');
}

/** The end of the help of one command. */
export function epilogueOf({ examples, notes }: Described): string {
  return [written(examples), ...(notes === undefined ? [] : [notes])].join('\n\n');
}

function written(examples: readonly Example[]): string {
  return `Examples:\n${examples.map(([line, meaning]) => `  ${line}\n      ${meaning}`).join('\n')}`;
}
