import { fastestEngine } from '../kernel/primitives/index.ts';
import { checkScenario } from '../scenario/check.ts';
import { withOverrides } from '../scenario/overrides.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { drawSimulator } from '../study/draws/simulate.ts';
import { CurveCollector } from '../study/psa/collect-curves.ts';
import { curveTimes } from '../study/variants/curve-times.ts';
import { withPosterior } from '../uncertainty/posterior-file.ts';
import type { Bands, FromDraws, ToDraws } from './messages.ts';
import type { Asked } from './shown.ts';

/** Patients of each draw, as `sojourn psa` has them unless told otherwise. */
const PATIENTS = 10_000;
/** Draws between two pictures. */
const TOGETHER = 10;

/** The part of a worker's global scope that draws use. */
export interface DrawsScope {
  onmessage: ((event: { data: ToDraws }) => void) | null;
  postMessage(message: FromDraws): void;
}

/** Draws the numbers of the evidence in a worker of its own, and sends bands as draws come in. */
export function serveDraws(scope: DrawsScope): void {
  scope.onmessage = ({ data: { text, posterior, asked, draws } }) => {
    try {
      const { scenario } = checkScenario(text, { compileOnly: () => [] });
      const whole = posterior === undefined ? scenario : withPosterior(scenario!, posterior).scenario;
      for (const bands of bandsOf(whole!, asked, draws)) scope.postMessage({ kind: 'bands', bands });
    } catch (error) {
      scope.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
}

/**
 * The bands after every few draws; of all patients, whatever group is shown. The part of the spread that comes from the number
 * of patients is removed, as in `sojourn psa`.
 */
export function* bandsOf(
  scenario: Scenario,
  { set, strategies, endpoint, seed }: Asked,
  draws: number,
): Generator<Bands> {
  const simulator = drawSimulator({
    scenario: withOverrides(scenario, set),
    ...{ strategies, seed, patients: PATIENTS },
    questions: { endpoints: [endpoint], at: [], rmst: [], proportions: false },
    ...{ engine: fastestEngine(), generator: 'triple32' },
  });
  const times = curveTimes(scenario.time.horizon);
  const collector = new CurveCollector(strategies.length, 1, times.length);
  for (let first = 0; first < draws; first += TOGETHER) {
    const range = { first, count: Math.min(TOGETHER, draws - first) };
    collector.add(range, simulator.run(range));
    const done = first + range.count;
    const curves = collector.table(new Set());
    yield {
      ...{ draws: done, isLast: done === draws, times },
      strategies: strategies.map((strategy, s) => ({
        strategy,
        lower: curves.quantile(s, 0, 0.025),
        upper: curves.quantile(s, 0, 0.975),
      })),
    };
  }
}
