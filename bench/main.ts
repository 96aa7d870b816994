import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { engines } from '../src/kernel/primitives/index.ts';
import { measure } from './measure.ts';
import { printAgainst } from './print/against.ts';
import { print } from './print/index.ts';
import { here, load, save } from './results.ts';
import { rowsOf } from './rows.ts';

const USAGE = `npm run bench -- [--only scenario ...] [--repeats n] [--save name] [--against name]`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    repeats: { type: 'string', default: '5' },
    save: { type: 'string' },
    against: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(USAGE);
else await main();

async function main(): Promise<void> {
  const repeats = Number(options.repeats);
  if (!(Number.isInteger(repeats) && repeats >= 1))
    throw new RangeError(`--repeats is ${options.repeats}, must be a whole number from 1 on`);
  const earlier = options.against === undefined ? undefined : load(options.against);
  const shipped = readdirSync(new URL('../scenarios/', import.meta.url))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
  const unknown = options.only?.find((name) => !shipped.includes(name));
  if (unknown) throw new RangeError(`there is no scenario "${unknown}", only ${shipped.join(', ')}`);
  const rows = rowsOf(
    options.only ?? shipped,
    engines.map(({ name }) => name),
  );
  // before the work, so that a long run is not of two commits
  const where = { ...here(), command: ['npm run bench --', ...process.argv.slice(2)].join(' ') };
  const results = { ...where, ...(await measure(rows, repeats)) };
  print(results);
  if (earlier) {
    const differs = printAgainst(results, options.against!, earlier);
    if (differs) process.exitCode = 1;
  }
  if (options.save !== undefined) console.error(`saved as ${save(options.save, results)}`);
}
