import type { Options } from 'yargs';

/** What changes nothing of the figures. */
const SILENT = new Set(['json', 'full', 'out', 'report', 'figures', 'threads', 'engine']);

/**
 * The command line that gives the same figures again, defaults told as well.
 *
 * @param argv what yargs read
 * @param more values that the command itself chose
 */
export function repeatable(
  command: string,
  file: string,
  options: Readonly<Record<string, Options>>,
  argv: object,
  more: Record<string, string> = {},
): string {
  const own = defined(argv);
  // a precision to reach decides for each strategy how many patients it takes
  const given = Object.hasOwn(own, 'target-mcse') ? own : { ...more, ...own };
  const words = Object.keys(options)
    .filter((name) => !SILENT.has(name))
    .flatMap((name) => wordsFor(name, given[name]));
  return ['sojourn', command, quoted(file), ...words].join(' ');
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
