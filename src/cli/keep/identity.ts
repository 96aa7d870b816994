/** What kept parts belong to. Parts are used together only if all of it is equal. */
export interface Identity {
  /** version of the format of parts */
  format: number;
  /** of the program */
  version: string;
  command: string;
  seed: string;
  generator: string;
  /** SHA-256 of the files that were read, by what they are: scenario, design */
  inputs: Readonly<Record<string, string>>;
  /** options that results depend on, as written */
  options: Readonly<Record<string, string>>;
}

export const FORMAT = 1;

/** In words what differs between parts and a command; nothing if they belong together. */
export function differences(there: Identity, here: Identity): string[] {
  const plain = (name: string, a: string | number, b: string | number) =>
    a === b ? [] : [`${name} is ${a} there, ${b} here`];
  const many = (
    what: (name: string) => string,
    a: Readonly<Record<string, string>>,
    b: Readonly<Record<string, string>>,
  ) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])]
      .sort()
      .flatMap((name) => plain(what(name), a[name] ?? 'not given', b[name] ?? 'not given'));
  return [
    ...plain('the format of parts', there.format, here.format),
    ...plain('the version of sojourn', there.version, here.version),
    ...plain('the command', there.command, here.command),
    ...many((name) => `SHA-256 of the ${name}`, shortened(there.inputs), shortened(here.inputs)),
    ...plain('the seed', there.seed, here.seed),
    ...plain('the generator', there.generator, here.generator),
    ...many((name) => (name.length === 1 ? `-${name}` : `--${name}`), there.options, here.options),
  ];
}

const DIGITS = 12;

function shortened(hashes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [name, hash.slice(0, DIGITS)]));
}
