import { curvesOf } from '../estimates/curves.ts';
import { type EndpointEstimate, estimate } from '../estimates/index.ts';
import { evaluateTargets } from '../estimates/targets.ts';
import { countsByName, Fingerprint } from '../fingerprint.ts';
import { flowDiagram } from '../page/diagrams.ts';
import { themed } from '../page/figures/look.ts';
import type { Plan } from '../plan.ts';
import type { Executor } from '../run/executor.ts';
import { inlineExecutor } from '../run/inline.ts';
import { questionsOf } from '../run/run.ts';
import { simulate } from '../run/simulate.ts';
import type { Asked as AskedOfPlan } from '../scenario/compile/asked.ts';
import { KeptTables } from '../scenario/compile/kept-tables.ts';
import { StrategyPlans } from '../scenario/compile/strategy-plans.ts';
import { planAgain, withOverrides } from '../scenario/overrides.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { emptyTally, type Tally } from '../tally.ts';
import { shownOccupancy } from './occupancy.ts';
import type { Asked, PublishedPoint, QuickAnswer, ShownStrategy, WholeAnswer } from './shown.ts';

/** Patients of each strategy that are simulated at once, before anything else. */
export const QUICK = 20_000;

/** Patients after which the whole answer is shown, until there are as many as asked for. */
const STAGES = [QUICK, 100_000, 400_000];

/** The patients after each stage of a whole answer: 20,000, 100,000 and so on, and at last all. */
export function stagesTo(n: number): number[] {
  return [...STAGES.filter((some) => some < n), n];
}

/**
 * Answers what-if questions about one scenario. The structure of each strategy is laid once; another value fills new
 * numbers into it.
 */
export interface Explorer {
  /**
   * The curve and figures that are shown, of few patients. Only what is shown is counted.
   *
   * @throws OverrideError for impossible values; ChunkError
   */
  quick(asked: Asked, n?: number): Promise<QuickAnswer>;
  /**
   * Everything that `sojourn run` counts, stage after stage.
   *
   * @param show receives the answer after each stage; more patients are simulated only while it returns true
   * @throws OverrideError for impossible values; ChunkError
   */
  whole(asked: Asked, n: number, executor: Executor, show: (answer: WholeAnswer) => boolean): Promise<void>;
}

export function explorer(scenario: Scenario): Explorer {
  const inline = inlineExecutor();
  const kept = new Map<string, StrategyPlans[]>();
  const tables = new Map<string, KeptTables>();

  /** The plans of the strategies with the values set, from the structures for the same question. */
  function plansFor(changed: Scenario, { strategies }: Asked, asked: AskedOfPlan): Plan[] {
    const name = JSON.stringify([strategies, asked]);
    const shared = tables.get(name) ?? new KeptTables();
    tables.set(name, shared);
    const own = kept.get(name) ?? strategies.map(() => new StrategyPlans(asked, shared));
    kept.set(name, own);
    shared.next();
    return strategies.map((strategy, s) => planAgain(changed, strategy, own[s]!));
  }

  return {
    async quick(asked, n = QUICK) {
      const { endpoint, group, seed } = asked;
      const changed = withOverrides(scenario, asked.set);
      const plans = plansFor(changed, asked, {
        endpoints: [endpoint],
        subgroups: group === 'all' ? [] : [group],
        ...{ shares: false, states: false, followUp: false },
      });
      const strategies: ShownStrategy[] = [];
      for (const plan of plans) {
        const tally = await simulate(plan, { seed, n, executor: inline });
        strategies.push(shownOf(changed, plan, tally, asked));
      }
      return { n, strategies };
    },

    async whole(asked, n, executor, show) {
      const changed = withOverrides(scenario, asked.set);
      const plans = plansFor(changed, asked, {});
      const tallies = plans.map(emptyTally);
      for (const stage of stagesTo(n)) {
        for (const [s, plan] of plans.entries())
          await simulate(plan, { seed: asked.seed, n: stage, executor }, tallies[s]);
        if (!show(wholeOf(changed, plans, tallies, asked))) return;
      }
    },
  };
}

/** The curve and the figures of a tally that are shown. */
function shownOf(scenario: Scenario, plan: Plan, tally: Tally, { endpoint, group }: Asked): ShownStrategy {
  const { endpoints, subgroups } = estimate(plan, tally, questionsOf(scenario), [], [endpoint]);
  const found = group === 'all' ? endpoints[endpoint] : subgroups[group]?.endpoints[endpoint];
  const curve = curvesOf(plan, tally, [endpoint]).find(
    (one) => one.group === group && one.cause === 'survival',
  );
  const points = curve?.points ?? [];
  return {
    strategy: plan.strategy,
    title: titleOf(scenario, plan.strategy),
    n: found?.n ?? 0,
    times: points.map(({ time }) => time),
    survival: points.map(({ value }) => value),
    errors: points.map(({ mcse }) => mcse),
    ...figuresOf(found),
  };
}

function figuresOf(
  found: EndpointEstimate | undefined,
): Pick<ShownStrategy, 'landmarks' | 'rmst' | 'median'> {
  const half = found?.quantiles.find(({ p }) => p === 0.5);
  return {
    landmarks: found?.survival ?? [],
    rmst: found?.rmst ?? [],
    median: { value: half?.value ?? null, lower: half?.lower ?? null, upper: half?.upper ?? null },
  };
}

function wholeOf(
  scenario: Scenario,
  plans: readonly Plan[],
  tallies: readonly Tally[],
  asked: Asked,
): WholeAnswer {
  const counted = new Fingerprint();
  for (const tally of tallies) counted.add(countsByName(tally));
  const questions = questionsOf(scenario);
  const times = occupancyTimes(scenario);
  const each = plans.map((plan, s) => {
    const tally = tallies[s]!;
    const estimates = estimate(plan, tally, questions, times, []);
    return { plan, tally, estimates };
  });
  return {
    n: tallies[0]?.n ?? 0,
    fingerprint: counted.text(),
    strategies: each.map(({ plan, tally }) => shownOf(scenario, plan, tally, asked)),
    published: each.flatMap(({ plan, tally }) => publishedOf(scenario, plan, tally, asked)),
    proportions: each.flatMap(({ plan, estimates }) =>
      Object.entries(estimates.proportions).map(([name, { title, value, mcse }]) => ({
        strategy: plan.strategy,
        ...{ name, title, value, mcse },
      })),
    ),
    occupancy: each.map(({ plan, estimates }) => ({
      strategy: plan.strategy,
      title: titleOf(scenario, plan.strategy),
      ...shownOccupancy(scenario, plan.strategy, estimates.occupancy),
    })),
    flows: each.map(({ plan, estimates }, s) => {
      const title = titleOf(scenario, plan.strategy);
      const figure = flowDiagram(scenario, plan.strategy, { ...estimates, title }, `flow-${s}`);
      return { strategy: plan.strategy, title, svg: figure.draw(themed(FLOW_WIDTH)) };
    }),
  };
}

function publishedOf(
  scenario: Scenario,
  plan: Plan,
  tally: Tally,
  { endpoint, group }: Asked,
): PublishedPoint[] {
  return evaluateTargets(scenario, plan, tally).flatMap((target) =>
    target.kind === 'survival' && target.endpoint === endpoint && (target.subgroup ?? 'all') === group
      ? [
          {
            strategy: plan.strategy,
            at: target.at!,
            value: target.published,
            lower: target.interval?.[0] ?? null,
            upper: target.interval?.[1] ?? null,
          },
        ]
      : [],
  );
}

function titleOf(scenario: Scenario, strategy: string): string {
  return scenario.strategies[strategy]?.title ?? strategy;
}

/** Width of a diagram of pathways, in pixels; a narrower screen scrolls it. */
const FLOW_WIDTH = 760;

/** Some sixty times, in whole units where the horizon allows, and the horizon. */
function occupancyTimes({ time }: Scenario): number[] {
  const step = Math.max(1, Math.round(time.horizon / 60));
  const steps = Array.from({ length: Math.ceil(time.horizon / step) }, (_, i) => i * step);
  return [...steps, time.horizon];
}
