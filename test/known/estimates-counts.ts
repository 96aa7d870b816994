// Counts of 20,000 simulated patients, for test/known/estimates.R and test/estimates/known.test.ts.
//
//   npx tsx test/known/estimates-counts.ts        (from the project's root)
//
// The counts are data like any other: they need not be made anew when the simulator's draws change.
import { readFileSync, writeFileSync } from 'node:fs';
import { inlineExecutor } from '../../src/run/inline.ts';
import { simulate } from '../../src/run/simulate.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { sumCounters, sumTracks } from '../../src/tally.ts';

/** One endpoint in each cell of subgroups, without follow-up or under the scenario's follow-up. */
async function countsOf(scenario: string, endpoint: string, asObserved = false) {
  const file = readFileSync(new URL(`../../scenarios/${scenario}.yaml`, import.meta.url), 'utf8');
  // beside the horizon, in a { } or on a line of its own
  const coarse = file
    .replace(/^ *rows-per-unit:.*\n/m, '')
    .replace(/([,\n]\s*)horizon: \d+/, (found, before) => `${found}${before}rows-per-unit: 1`);
  const { plans, errors } = checkScenario(coarse);
  if (errors.length > 0) throw new Error(errors[0]!.message);
  const plan = Object.values(plans)[0]!;
  const tally = await simulate(plan, { seed: '20000', n: 20_000, executor: inlineExecutor() });
  const { readout, graph } = plan;
  const { causes, cells } = readout.endpoints.find(({ name }) => name === endpoint)!;
  const column = (tracks: number[]) => [...sumTracks(tally, tracks).subarray(0, graph.grid.rows)];
  return {
    scenario,
    endpoint,
    causes: asObserved ? ['event'] : causes,
    cells: cells.map(({ events, censored, observed }, i) => ({
      size: sumCounters(tally, [readout.cells[i]!.counter]),
      events: asObserved ? [column(observed!.events)] : events.map(column),
      censored: column(asObserved ? observed!.censored : censored),
    })),
  };
}

async function main() {
  const counts = [
    await countsOf('illness-death', 'survival'),
    await countsOf('illness-death', 'healthy-survival'),
    await countsOf('reversible', 'time-to-refractory'),
    await countsOf('reversible', 'RFS'),
    await countsOf('stage-iv-rectal', 'OS', true),
  ];
  writeFileSync(new URL('estimates-counts.json', import.meta.url), `${JSON.stringify(counts)}\n`);
}

void main();
