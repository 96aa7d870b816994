import type { EngineName } from '../../src/kernel/primitives/index.ts';
import type { Subjects } from '../orders.ts';
import type { Comparison, MeasuredProgram } from '../results.ts';
import { takeTurns } from '../turns.ts';
import { checkCounts } from './check.ts';
import { type Counted, countedBy, readOutput } from './counted.ts';
import { type Model, models } from './models.ts';
import type { Program } from './tools.ts';
import { type Yardstick, yardsticks } from './yardsticks.ts';

/**
 * 0.2 seconds at 80 million per second: long compared with the clock's resolution, short compared with other
 * activity.
 */
const SOJOURN_PATIENTS = 2 ** 24;
const SEED = 1;

/** A program in the comparison. */
interface Contestant extends Omit<MeasuredProgram, 'model' | 'seconds' | 'distance'> {
  model: Model;
  turn(): Promise<{ seconds: number; counted: Counted }>;
}

/**
 * Times every yardstick, and sojourn with each engine, each on one thread, in turns that go through all of them.
 *
 * @throws RangeError if a program misses the exact values of its model; Error if a program fails
 */
export async function compare(
  subjects: Subjects,
  engines: readonly EngineName[],
  turns: number,
  say: (text: string) => void,
): Promise<Comparison> {
  const { ready, skipped } = prepareAll(say);
  try {
    const contestants = models.flatMap((model) => [
      ...engines.map((engine) => sojourn(model, engine, subjects)),
      ...ready.filter(({ yardstick }) => yardstick.model === model).map(contestantOf),
    ]);
    const distances: number[] = [];
    for (const contestant of contestants) {
      say(`check ${contestant.program} on ${contestant.model.scenario}`);
      distances.push(await distanceOf(contestant));
    }
    const tasks = contestants.map((contestant) => ({
      name: `${contestant.model.scenario}, ${contestant.program}`,
      run: async () => (await contestant.turn()).seconds,
    }));
    const seconds = await takeTurns(tasks, turns, (turn) => say(`yardsticks, turn ${turn} of ${turns}`));
    const programs = contestants.map(
      ({ model, program, engine, tool, patients }, i): MeasuredProgram => ({
        model: model.scenario,
        program,
        engine,
        tool,
        patients,
        seconds: seconds[i]!,
        distance: distances[i]!,
      }),
    );
    return { programs, skipped };
  } finally {
    for (const { program } of ready) program.remove();
  }
}

interface Ready {
  yardstick: Yardstick;
  program: Program;
}

function prepareAll(say: (text: string) => void): { ready: Ready[]; skipped: Comparison['skipped'] } {
  const ready: Ready[] = [];
  const skipped: Comparison['skipped'] = [];
  for (const yardstick of yardsticks) {
    say(`prepare ${yardstick.program}`);
    const program = yardstick.prepare();
    if ('missing' in program) skipped.push({ program: yardstick.program, missing: program.missing });
    else ready.push({ yardstick, program });
  }
  return { ready, skipped };
}

function contestantOf({ yardstick, program }: Ready): Contestant {
  const { model, patients } = yardstick;
  return {
    model,
    program: yardstick.program,
    tool: program.tool,
    patients,
    turn: async () => readOutput(program.run(patients, SEED), patients),
  };
}

function sojourn(model: Model, engine: EngineName, subjects: Subjects): Contestant {
  const order = { way: 'one', patients: SOJOURN_PATIENTS } as const;
  return {
    model,
    program: `sojourn, ${engine}`,
    engine,
    tool: `Node ${process.version}`,
    patients: SOJOURN_PATIENTS,
    async turn() {
      const { seconds, figures } = await subjects.of(model.file, engine).time(order);
      return { seconds, counted: countedBy(figures) };
    },
  };
}

async function distanceOf({ program, model, turn }: Contestant): Promise<number> {
  const { counted } = await turn();
  return checkCounts(program, model, counted);
}
