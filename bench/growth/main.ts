import { buildSubject } from '../build.ts';
import { runProgram } from '../program.ts';
import { here } from '../results.ts';
import { type MeasuredPoint, measureRepeats, nameOf } from './measure.ts';
import { type GrowthOptions, readOptions, USAGE } from './options.ts';
import { pointsOf } from './points.ts';
import { growthTables } from './print.ts';
import { saveGrowth } from './save.ts';

await runProgram({ usage: USAGE, readOptions, main });

async function main(
  { growths, most, repeats, save }: GrowthOptions,
  words: readonly string[],
): Promise<void> {
  // read before the work: a commit may be made during a long run
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
