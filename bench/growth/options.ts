import { parseArgs } from 'node:util';
import { type Growth, growths, pointsOf } from './points.ts';
import { checkName } from './save.ts';

export const USAGE =
  'npm run bench:growth -- [--only patients|strategies|states ...] [--most size] [--repeats n] [--save name]';

export interface GrowthOptions {
  help: boolean;
  growths: readonly Growth[];
  /** the largest size */
  most: number;
  repeats: number;
  save?: string;
}

/**
 * Reads the command line.
 *
 * @throws RangeError or TypeError that says what is wrong
 */
export function readOptions(words: string[]): GrowthOptions {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: 'string', multiple: true },
      most: { type: 'string', default: 'Infinity' },
      repeats: { type: 'string', default: '3' },
      save: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const names = growths.map(({ name }) => name as string);
  const unknown = values.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RangeError(`--only ${unknown} must be patients, strategies or states`);
  const repeats = Number(values.repeats);
  if (!(Number.isInteger(repeats) && repeats >= 1))
    throw new RangeError(`--repeats ${values.repeats} must be a whole number from 1 on`);
  const most = Number(values.most);
  if (Number.isNaN(most)) throw new RangeError(`--most ${values.most} is no number; write 1e7`);
  const chosen = growths.filter(({ name }) => values.only?.includes(name) ?? true);
  const empty = chosen.find((growth) => pointsOf(growth, most).length === 0);
  if (empty) {
    throw new RangeError(
      `--most ${values.most} leaves nothing of ${empty.name}: the least is ${empty.sizes[0]!.toLocaleString('en')}`,
    );
  }
  if (values.save !== undefined) checkName(values.save);
  return { help: values.help, growths: chosen, most, repeats, save: values.save };
}
