import { buildSubject } from '../build.ts';
import { here } from '../results.ts';
import { type MeasuredPoint, measureRepeats, nameOf } from './measure.ts';
import { type GrowthOptions, readOptions, USAGE } from './options.ts';
import { pointsOf } from './points.ts';
import { growthTables } from './print.ts';
import { saveGrowth } from './save.ts';

const words = process.argv.slice(2);

try {
  const options = readOptions(words);
  if (options.help) console.log(USAGE);
  else await main(options);
} catch (error) {
  const isSlip = error instanceof RangeError || error instanceof TypeError;
  console.error(isSlip ? `${error.message}\n${USAGE}` : error);
  process.exitCode = isSlip ? 2 : 1;
}

async function main({ growths, most, repeats, save }: GrowthOptions): Promise<void> {
  // before the work, so that a long run is not of two commits
  const where = here();
  const command = ['npm run bench:growth', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
  console.error('compile');
  const program = buildSubject({
    name: 'growth',
    project: new URL('./tsconfig.json', import.meta.url),
    program: 'bench/growth/subject.ts',
  });
  console.log(`${where.machine}\nNode ${where.node}, commit ${where.commit}, ${where.date}\n${command}`);
  for (const growth of growths) {
    const points: MeasuredPoint[] = [];
    for (const point of pointsOf(growth, most)) {
      console.error(nameOf(point));
      points.push(await measureRepeats(program, point, repeats));
    }
    console.log(`\n${growthTables(growth, points)}`);
    if (save !== undefined)
      console.error(`saved as ${saveGrowth(save, { ...where, command, growth: growth.name, rows: points })}`);
  }
}
