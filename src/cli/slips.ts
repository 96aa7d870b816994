import type { Options } from 'yargs';
import { didYouMean, namesInstead } from '../language/names.ts';
import { oneOf } from './choices.ts';
import type { Described } from './command.ts';
import { UsageError } from './errors.ts';
import type { OptionTable } from './option-table.ts';

/** What yargs parsed: arguments without a name are in `_`, the name of the command first. */
type Read = Readonly<Record<string, unknown>>;

/** An option as the user writes it. */
export function dashed(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`;
}

/**
 * Rejects mistakes on the command line: unknown options and arguments, missing arguments, options without a value,
 * given twice, or with a value that is not among their choices.
 *
 * @param command undefined if no command was named
 * @param commands all commands
 * @param shared options of every command
 * @param given the command line as written
 * @throws UsageError for the first kind of mistake that occurs, with what would be right
 */
export function rejectSlips(
  command: Described | undefined,
  commands: readonly Described[],
  shared: OptionTable,
  argv: Read,
  given: readonly string[],
): void {
  if (command === undefined) throw noCommand(commands, shared, argv);
  const { takes, options } = command;
  const known = { ...options, ...shared };
  const wrong =
    unknownOptions({ ...takes, ...known }, Object.keys(known), argv) ??
    oneTooMany(command, argv) ??
    missing(command, argv) ??
    wrongValues(command, known, argv, given);
  if (wrong !== undefined)
    throw new UsageError(`${wrong}\nsojourn ${command.name} --help shows what it takes.`);
}

function noCommand(commands: readonly Described[], shared: OptionTable, argv: Read): UsageError {
  const names = commands.map(({ name }) => name);
  const [word] = wordsOf(argv);
  const wrong =
    word !== undefined
      ? `there is no command "${word}"${namesInstead(word, names, { has: 'there are', none: 'there are none', list: (all) => joined(all, 'and') })}`
      : (unknownOptions(shared, Object.keys(shared), argv) ??
        `sojourn needs a command: ${joined(names, 'or')}`);
  return new UsageError(`${wrong}\nTo start: ${commands[0]!.examples[0][0]}. sojourn --help shows more.`);
}

function wordsOf(argv: Read): string[] {
  return Array.isArray(argv._) ? argv._.map(String) : [];
}

/** yargs accepts unknown options, and lists those with hyphens a second time in camel case. */
function unknownOptions(known: OptionTable, suggested: readonly string[], argv: Read): string | undefined {
  const names = new Set(Object.entries(known).flatMap(([name, { alias }]) => [name, alias ?? []].flat()));
  const camels = new Set(Object.keys(argv).flatMap((name) => (name.includes('-') ? [camel(name)] : [])));
  for (const name of names) camels.add(camel(name));
  const unknown = Object.keys(argv).filter(
    (name) => !names.has(name) && !camels.has(name) && name !== '_' && name !== '$0',
  );
  if (unknown.length === 0) return undefined;
  const all = suggested.map(dashed);
  return unknown
    .map((name) => `there is no option ${dashed(name)}${didYouMean(dashed(name), all)}`)
    .join('\n');
}

function camel(name: string): string {
  return name.replaceAll(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
}

function oneTooMany({ name, takes, needs, options }: Described, argv: Read): string | undefined {
  const words = wordsOf(argv).slice(1);
  if (words.length === 0) return undefined;
  const takesOne =
    needs && Object.keys(takes).length === 1 ? `: ${name} takes ${needs.replace(/^an? /, 'one ')}` : '';
  const hint = 'at' in options ? '; write lists with commas, as --at 5,10' : '';
  return words.map((word) => `"${word}" is one argument too many${takesOne}${hint}`).join('\n');
}

function missing({ name, takes, needs, options, examples }: Described, argv: Read): string | undefined {
  const word = Object.keys(takes).find((word) => takes[word]!.demandOption && isEmpty(argv[word]));
  if (word === undefined) return undefined;
  const { choices } = takes[word]!;
  const what = choices ? `one of ${choices.join(', ')}` : needs;
  const swallowing = Object.keys(options)
    .filter((name) => options[name]!.array && name in argv)
    .map(dashed);
  const hint =
    swallowing.length === 0
      ? ''
      : `\nName it first: ${joined(swallowing, 'and')} ${swallowing.length === 1 ? 'takes all words after it' : 'take all words after them'}.`;
  return `${name} needs ${what}, such as: ${examples[0][0]}${hint}`;
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

function wrongValues(
  { takes }: Described,
  options: OptionTable,
  argv: Read,
  given: readonly string[],
): string | undefined {
  for (const [word, { choices }] of Object.entries(takes)) {
    const wrong = notAmong(word, choices, argv[word]);
    if (wrong !== undefined) return wrong;
  }
  for (const [name, option] of Object.entries(options)) {
    const wrong =
      option.type === 'boolean'
        ? wrongFlag(name, given)
        : wrongValue(dashed(name), option, argv[name], given);
    if (wrong !== undefined) return wrong;
    const none = notAmong(name, option.choices, argv[name]);
    if (none !== undefined) return none;
  }
  return undefined;
}

/** `unknown generator "mt19937"; choose triple32 or philox` */
function notAmong(noun: string, choices: Options['choices'], value: unknown): string | undefined {
  if (!choices || value === undefined || choices.some((choice) => choice === value)) return undefined;
  const names = choices.map(String);
  return `unknown ${noun} "${value}"; ${oneOf(names)}${didYouMean(String(value), names)}`;
}

/** yargs would read `--json=yes` as false. */
function wrongFlag(name: string, given: readonly string[]): string | undefined {
  const odd = given.find((word) => word.startsWith(`--${name}=`) && !/=(true|false)$/.test(word));
  return odd && `${odd}: write --${name}, it takes no value`;
}

/** yargs would read `--seed a --seed b` as a list, and `--seed` without a value as its default. */
function wrongValue(
  written: string,
  { array }: Options,
  value: unknown,
  given: readonly string[],
): string | undefined {
  if (array)
    return Array.isArray(value) && (value.length === 0 || value.includes(''))
      ? `${written} needs a value`
      : undefined;
  if (Array.isArray(value)) return `${written} is given more than once, must be given once`;
  const isBare = given.some((word, i) => word === written && !isValue(given[i + 1]));
  return isBare || value === '' ? `${written} has no value` : undefined;
}

/** A word that begins with a hyphen is an option, unless it is a negative number or standard input. */
const isValue = (word: string | undefined) => word !== undefined && !/^-(?![\d.]|$)/.test(word);

function joined(names: readonly string[], last: string): string {
  return names.join(', ').replace(/, ([^,]+)$/, ` ${last} $1`);
}
