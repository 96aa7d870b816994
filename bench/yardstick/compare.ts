import { MONTHS, type Subject, type Timing } from '../orders.ts';
import type { Comparison } from '../results.ts';
import { takeTurns } from '../turns.ts';
import { checkSurvival, type Found } from './check.ts';
import { compileYardstick } from './illness-death.ts';

/** About 0.15 seconds each: short turns, so that both have the same of what else the machine does. */
const PATIENTS = 2 ** 22;

/**
 * Time the C++ program and sojourn, each on one thread, in turns.
 *
 * @returns undefined where there is no compiler
 * @throws RangeError when either misses the exact survival
 */
export async function compare(
  subject: Subject,
  turns: number,
  say: (text: string) => void,
): Promise<Comparison | undefined> {
  const program = compileYardstick();
  if (!program) {
    say('there is no g++: bench/yardstick/illness-death.cpp is skipped');
    return undefined;
  }
  try {
    say('sojourn and C++ in turns');
    const order = { threads: 'one', patients: PATIENTS } as const;
    const distance = {
      cpp: checkSurvival('C++', program.run(PATIENTS, MONTHS).found),
      sojourn: checkSurvival('sojourn', foundBy(await subject.time(order))),
    };
    const [sojourn, cpp] = await takeTurns(
      [
        { name: 'sojourn', run: async () => (await subject.time(order)).seconds },
        { name: 'C++', run: () => program.run(PATIENTS, []).seconds },
      ],
      turns,
    );
    const { compiler } = program;
    return { compiler, patients: PATIENTS, seconds: { sojourn: sojourn!, cpp: cpp! }, distance };
  } finally {
    program.remove();
  }
}

/** The program's two paths are the two subgroups of the scenario, completing first. */
function foundBy({ events }: Timing): Found[] {
  return events.map(({ endpoint, member: [completed], patients, by }) => ({
    endpoint: endpoint as Found['endpoint'],
    path: completed ? 0 : 1,
    patients,
    months: MONTHS,
    events: by,
  }));
}
