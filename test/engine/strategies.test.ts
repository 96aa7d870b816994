import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';
import { sumTracks, type Tally } from '../../src/tally.ts';
import { EVERYBODY } from '../oracle/cohort.ts';
import { cohortOf } from './cohort.ts';
import { type Pair, patients, strategiesOf, tallyOf, textOf } from './simulated.ts';

/** The strategies of scenarios/stage-iv-rectal.yaml beside the schedule of the cohort. */

const PATIENTS = 2 ** 18;
const FEW = 2 ** 16;
const CCR = 'clinical-complete-response';
const file = textOf('stage-iv-rectal.yaml');
const strategies = Object.fromEntries(strategiesOf(file).map((pair) => [pair.plan.strategy, pair]));

const tallied = ({ plan }: Pair, n: number) => tallyOf(plan, 'strategies', patients(n), { engine: 'wasm' });

/** A strategy of the file with some texts of it replaced, each of which must be there once. */
function changed(strategy: string, ...changes: [from: string, to: string][]): Pair {
  const text = changes.reduce((all, [from, to]) => {
    expect(all.split(from), `"${from}" stands once in the file`).toHaveLength(2);
    return all.replace(from, to);
  }, file);
  return strategiesOf(text, '', strategy)[0]!;
}

/** Events of an endpoint by row of the grid: of everybody, or of who is not in a subgroup. */
function events({ plan }: Pair, tally: Tally, endpoint: string, outside?: string): Float64Array {
  const { cells } = plan.readout.endpoints.find(({ name }) => name === endpoint)!;
  const group = plan.readout.subgroups.findIndex(({ name }) => name === outside);
  const some = cells.filter((_, i) => group < 0 || !plan.readout.cells[i]!.member[group]);
  return sumTracks(tally, [...new Set(some.flatMap((cell) => cell.events.flat()))]);
}

const total = (rows: Float64Array) => rows.reduce((sum, count) => sum + count, 0);
const until36 = (rows: Float64Array) => total(rows.subarray(0, 36 * 32 + 1));

describe('survival at 36 months', () => {
  // of a million patients, seed 1; in the last two columns of the patients with a clinical complete response
  const known: [strategy: string, os: number, ofThem?: number, withRectum?: number][] = [
    ['study-schedule', 0.5647, 0.8866, 0.1546],
    ['watch-and-wait', 0.5626, 0.8682, 0.6512],
    ['watch-and-wait-opra', 0.5617, 0.8605, 0.5794],
    ['watch-and-wait-pessimistic', 0.5554, 0.806, 0.6224],
    ['total-neoadjuvant', 0.5987],
    ['total-neoadjuvant-kappa-half', 0.6123],
    ['total-neoadjuvant-kappa-one', 0.6257],
    ['total-neoadjuvant-rapido', 0.6099],
    ['total-neoadjuvant-prodige-23', 0.6218],
    ['total-neoadjuvant-timing', 0.5667],
    ['short-course', 0.5677],
    ['short-course-kok', 0.4914],
    ['upfront-surgery', 0.5637],
    ['upfront-surgery-renz', 0.5097],
    ['palliative-bevacizumab', 0.1804],
    ['palliative-chemotherapy', 0.1208],
  ];

  it('is known of every strategy of the file', () => {
    expect(known.map(([strategy]) => strategy)).toEqual(Object.keys(strategies));
  });

  it.each(known)('under %s', (strategy, os, ofThem, withRectum) => {
    const pair = strategies[strategy]!;
    const { survival, sizes } = cohortOf(pair.plan, tallied(pair, PATIENTS), [36]);
    const compare = (value: number, p: number, n: number) => {
      // the known ones have an error too, of four times as many patients, and are rounded
      const error = Math.sqrt((p * (1 - p) * 1.25) / n);
      expect(Math.abs(value - p)).toBeLessThan(4 * error + 0.00005);
    };
    compare(survival.OS![EVERYBODY]![0]!.value, os, PATIENTS);
    if (ofThem !== undefined) compare(survival.OS![CCR]![0]!.value, ofThem, sizes[CCR]!);
    if (withRectum !== undefined) {
      compare(survival['organ-preservation']![CCR]![0]!.value, withRectum, sizes[CCR]!);
    }
  });
});

describe('the same patients, with the same luck', () => {
  const study = strategies['study-schedule']!;
  const studied = tallied(study, FEW);

  it.each(['watch-and-wait', 'watch-and-wait-opra', 'watch-and-wait-pessimistic'])(
    '%s concerns those with a clinical complete response, and changes nothing for anybody else',
    (strategy) => {
      const pair = strategies[strategy]!;
      const tally = tallied(pair, FEW);
      const size = (of: Pair, counted: Tally) => cohortOf(of.plan, counted, [36]).sizes[CCR];
      expect(size(pair, tally)).toBe(size(study, studied));
      expect(total(events(pair, tally, 'OS'))).not.toBe(total(events(study, studied, 'OS')));
      for (const endpoint of ['OS', 'PFS', 'organ-preservation']) {
        expect(events(pair, tally, endpoint, CCR)).toEqual(events(study, studied, endpoint, CCR));
      }
    },
  );

  const moreComplete: [string, string] = [
    'completion-odds:\n    ratio: 1\n',
    'completion-odds:\n    ratio: 2\n',
  ];
  const moreRespond: [string, string] = ['response-odds:\n    ratio: 1\n', 'response-odds:\n    ratio: 2\n'];
  // each state has luck of its own for other causes of death
  const noOtherCause: [string, string] = ['    value: 0.0005\n', '    value: 1e-12\n'];
  const allBenefit: [string, string] = ['kappa:\n    value: 0\n', 'kappa:\n    value: 1\n'];

  it.each([
    ['more who complete the schedule', moreComplete, 'completed'],
    ['more who respond', moreRespond, 'responders-among-local-path'],
  ] as const)(
    '%s are selection at kappa 0, with every event on the same day, and cause at kappa 1',
    (_, more, share) => {
      const [reference, selected, caused] = [[], [more], [more, allBenefit]].map((changes) => {
        const pair = changed('study-schedule', noOtherCause, ...changes);
        const tally = tallied(pair, FEW);
        return {
          share: cohortOf(pair.plan, tally, [36]).proportions[share]!.events,
          deaths: events(pair, tally, 'OS'),
          progressions: events(pair, tally, 'PFS'),
        };
      });
      expect(selected!.share).toBeGreaterThan(1.1 * reference!.share);
      expect(selected!.deaths).toEqual(reference!.deaths);
      expect(selected!.progressions).toEqual(reference!.progressions);
      expect(until36(caused!.deaths)).toBeLessThan(0.99 * until36(reference!.deaths));
    },
  );
});

it('each but the schedule of the cohort says why its figures may not hold', () => {
  const { scenario, evidence, warnings } = checkScenario(file, { compileOnly: () => [] });
  const silent = Object.entries(scenario!.strategies).filter(([, { caveat }]) => caveat === undefined);
  expect(silent.map(([name]) => name)).toEqual(['study-schedule']);
  expect([...evidence, ...warnings]).toEqual([]);
});
