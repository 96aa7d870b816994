import { inlineExecutor } from '../../src/run/inline.ts';
import type { TrialDesign } from '../../src/trial/design.ts';
import { simulateHypotheses } from '../../src/trial/hypotheses/simulate.ts';
import { simulateTrial } from '../../src/trial/simulate.ts';
import { takeTurns } from '../turns.ts';
import { cpp, type Prepare, type Program, r } from '../yardstick/tools.ts';
import { oneEndpoint, plainTrial, studyTrial, twoEndpoints } from './designs.ts';

const ONE = 'OS of an illness-death model, three looks';
const TWO = 'PFS and OS of it on a graph, three looks';

interface Contestant {
  name: string;
  replicates: number;
  /** seconds, and as a checksum the share of trials that crossed the boundary */
  run(): Promise<{ seconds: number; crossed: number }>;
  remove?(): void;
}

function ours(name: string, design: TrialDesign, replicates: number, estimate: boolean): Contestant {
  const executor = inlineExecutor();
  return {
    name,
    replicates,
    async run() {
      const started = performance.now();
      const { rejected } = await simulateTrial(design, { seed: '1', replicates, executor, estimate });
      return { seconds: (performance.now() - started) / 1000, crossed: rejected.value };
    },
  };
}

/** Trials of two endpoints; the share that rejects OS stands as the checksum. */
function both(name: string, replicates: number): Contestant {
  const executor = inlineExecutor();
  const design = twoEndpoints();
  return {
    name,
    replicates,
    async run() {
      const started = performance.now();
      const { hypotheses } = await simulateHypotheses(design, {
        ...{ seed: '1', replicates, executor, estimate: false },
      });
      return { seconds: (performance.now() - started) / 1000, crossed: hypotheses[1]!.rejected.value };
    },
  };
}

function theirs(prepare: Prepare, name: string, replicates: number): Contestant[] {
  const program = prepare();
  if ('missing' in program) {
    console.error(`${name} is left out: ${program.missing}`);
    return [];
  }
  return [
    {
      name: `${name} (${program.tool})`,
      replicates,
      run: async () => readLine(program, replicates),
      remove: program.remove,
    },
  ];
}

function readLine(program: Program, replicates: number): { seconds: number; crossed: number } {
  const { seconds, crossed } = JSON.parse(program.run(replicates, 1)) as { seconds: number; crossed: number };
  return { seconds, crossed: crossed / replicates };
}

/**
 * Times trials on one thread, in turns with a program in C++ and with rpact if they are available, and prints the
 * results.
 */
export async function printTrials(repeats: number): Promise<void> {
  const contestants: Contestant[] = [
    ours('exponential arms', plainTrial(), 100_000, false),
    ours('exponential arms, with hazard ratios', plainTrial(), 50_000, true),
    ours('arms of the study', studyTrial(), 10_000, false),
    ours(ONE, oneEndpoint(), 20_000, false),
    both(TWO, 20_000),
    ...theirs(cpp('trial.cpp'), 'C++ by hand', 100_000),
    ...theirs(r('trial.R', 'rpact'), 'rpact', 5_000),
  ];
  const crossed: number[] = [];
  const seconds = await takeTurns(
    contestants.map(({ name, run }, i) => ({
      name,
      run: async () => {
        const found = await run();
        crossed[i] = found.crossed;
        return found.seconds;
      },
    })),
    repeats,
    (repeat) => console.error(`repeat ${repeat} of ${repeats}`),
  );
  for (const contestant of contestants) contestant.remove?.();

  const speeds = seconds.map((own, i) =>
    own.map((one) => contestants[i]!.replicates / one).sort((a, b) => a - b),
  );
  const middle = (own: readonly number[]) => own[own.length >> 1]!;
  const yardstick = contestants.findIndex(({ name }) => name.startsWith('C++'));
  console.log(
    'Trials a second on one thread: 600 patients 1:1, ratio 0.7, entry over 24 months, drop-out, log-rank at 300 events\n',
  );
  contestants.forEach(({ name }, i) => {
    const [slowest, fastest] = [speeds[i]![0]!, speeds[i]!.at(-1)!];
    const ratio =
      yardstick < 0 ? '' : `, ${(middle(speeds[i]!) / middle(speeds[yardstick]!)).toFixed(2)} times C++`;
    const one = contestants.findIndex((other) => other.name === ONE);
    const toOne =
      name === TWO ? `, ${(middle(speeds[i]!) / middle(speeds[one]!)).toFixed(2)} times one endpoint` : '';
    console.log(
      `${name}: ${Math.round(middle(speeds[i]!))} (${Math.round(slowest)} to ${Math.round(fastest)})${ratio}${toOne}; ${(crossed[i]! * 100).toFixed(2)}% crossed`,
    );
  });
}
