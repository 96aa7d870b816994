import type { Described } from './command.ts';

/** What changes nothing of the figures. */
const SILENT = new Set(['json', 'full', 'out', 'report', 'figures', 'threads', 'engine']);

/**
 * The command line that gives the same figures again, defaults told as well.
 *
 * @param argv what yargs read
 * @param chosen values that the command itself chose where none was given
 */
export function repeatable(
  { name, takes, options }: Pick<Described, 'name' | 'takes' | 'options'>,
  argv: Readonly<Record<string, unknown>>,
  chosen: Readonly<Record<string, string>> = {},
): string {
  const own = defined(argv);
  // a precision to reach decides for each strategy how many patients it takes
  const given = Object.hasOwn(own, 'target-mcse') ? own : { ...chosen, ...own };
  const words = Object.keys(takes).flatMap((word) =>
    [argv[word] ?? []].flat().map((one) => quoted(String(one))),
  );
  const values = Object.keys(options)
    .filter((name) => !SILENT.has(name))
    .flatMap((name) => wordsFor(name, given[name]));
  return ['sojourn', name, ...words, ...values].join(' ');
}

function defined(argv: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(argv).filter(([, value]) => value !== undefined));
}

function wordsFor(name: string, value: unknown): string[] {
  const written = name.length === 1 ? `-${name}` : `--${name}`;
  if (value === undefined || value === false) return [];
  if (value === true) return [written];
  const values = [value].flat().map((one) => quoted(String(one)));
  // what begins with a hyphen would be taken for an option
  return values.some((one) => one.startsWith('-'))
    ? values.map((one) => `${written}=${one}`)
    : [written, ...values];
}

/** As a POSIX shell takes it. */
function quoted(word: string): string {
  return /^[\w./:=,+@%^-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
