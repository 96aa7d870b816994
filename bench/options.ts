import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const USAGE = `npm run bench -- [--only scenario ...] [--repeats n] [--save name] [--against name]`;

export interface BenchOptions {
  help: boolean;
  /** names of files in scenarios/, without extension */
  scenarios: string[];
  repeats: number;
  save?: string;
  against?: string;
}

/** @throws RangeError or TypeError for invalid options */
export function readOptions(words: string[]): BenchOptions {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: 'string', multiple: true },
      repeats: { type: 'string', default: '5' },
      save: { type: 'string' },
      against: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const repeats = Number(values.repeats);
  if (!(Number.isInteger(repeats) && repeats >= 1))
    throw new RangeError(`--repeats is ${values.repeats}, must be a whole number from 1 on`);
  const shipped = readdirSync(new URL('../scenarios/', import.meta.url))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
  const unknown = values.only?.find((name) => !shipped.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`--only ${unknown} is no scenario, must be one of ${shipped.join(', ')}`);
  const { help, save, against } = values;
  return { help, scenarios: values.only ?? shipped, repeats, save, against };
}
