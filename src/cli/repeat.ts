import type { CommandLine } from './command-line.ts';

/** Options that change no figures. */
export const SILENT: ReadonlySet<string> = new Set([
  ...['json', 'full', 'out', 'report', 'figures', 'threads', 'engine'],
  ...['keep', 'keep-every', 'shard'],
]);

/**
 * The command line that reproduces the figures, with defaults written out.
 *
 * @param argv as parsed by yargs
 * @param chosen values that the command chose for options that were not given
 */
export function repeatable(
  { name, takes, options }: CommandLine['command'],
  argv: Readonly<Record<string, unknown>>,
  chosen: Readonly<Record<string, string>> = {},
): string {
  const own = defined(argv);
  // with --target-mcse, each strategy has its own number of patients
  const given = Object.hasOwn(own, 'target-mcse') ? own : { ...chosen, ...own };
  const words = Object.keys(takes).flatMap((word) =>
    [argv[word] ?? []].flat().map((word) => quoted(String(word))),
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
  const values = [value].flat().map((word) => quoted(String(word)));
  // a value that begins with a hyphen would be taken for an option
  return values.some((word) => word.startsWith('-'))
    ? values.map((word) => `${written}=${word}`)
    : [written, ...values];
}

/** Quoted for a POSIX shell. */
export function quoted(word: string): string {
  return /^[\w./:=,+@%^-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
