import { describe, expect, it } from 'vitest';
import { sumTracks } from '../../src/tally.ts';
import { cohortOf } from './cohort.ts';
import { patients, strategiesOf, tallyOf, textOf } from './simulated.ts';

/** scenarios/immortal-time.yaml against the closed forms of docs/immortal-time.md. */

const PATIENTS = 2 ** 20;
const LANDMARK = 12;
const times = [LANDMARK, 24, 36, 60];

const [m, s] = [0.0165, 0.05];
const [a, b] = [6, 12];
/** Mean of e^(-r end), where the schedule's end is uniform from a to b. */
const M = (r: number) => (Math.exp(-r * a) - Math.exp(-r * b)) / (r * (b - a));
const alive = (t: number) => Math.exp(-m * t);
const completes = M(m + s);

const pairs = strategiesOf(textOf('immortal-time.yaml')).map(({ plan }) => {
  const tally = tallyOf(plan, 'immortal time', patients(PATIENTS), { engine: 'wasm' });
  return { plan, tally, ...cohortOf(plan, tally, times) };
});
const [asItHappens, nobodyStops] = pairs as [(typeof pairs)[number], (typeof pairs)[number]];

/** Survival of a group from the landmark on. */
const survival = (group: string) => asItHappens.survival.OS![group]!;
const size = (group: string) => asItHappens.sizes[group]!;
const binomial = (p: number, n: number) => Math.sqrt((p * (1 - p)) / n);

describe('where completing a schedule does nothing', () => {
  it('as many complete it as have neither died nor stopped by its end', () => {
    const share = size('completed') / PATIENTS;
    expect(Math.abs(share - completes)).toBeLessThan(4 * binomial(completes, PATIENTS));
  });

  it('those who completed still seem to live longer, by as much as is derived', () => {
    times.forEach((t, k) => {
      const exact = {
        completed: (alive(t) * M(s)) / completes,
        'not-completed': (alive(t) * (1 - M(s))) / (1 - completes),
      };
      for (const [group, p] of Object.entries(exact)) {
        expect(Math.abs(survival(group)[k]!.value - p), `${group} at ${t}`).toBeLessThan(
          4 * binomial(p, size(group)),
        );
      }
      const gap = survival('completed')[k]!.value - survival('not-completed')[k]!.value;
      const error = Math.hypot(...Object.entries(exact).map(([group, p]) => binomial(p, size(group))));
      expect(Math.abs(gap - (exact.completed - exact['not-completed'])), `gap at ${t}`).toBeLessThan(
        4 * error,
      );
      expect(gap).toBeGreaterThan(0.12);
    });
  });

  it('those alive at the landmark live as long whether they have completed by then or not', () => {
    const groups = ['completed-by-12', 'not-completed-by-12'] as const;
    times.forEach((t, k) => {
      const p = Math.exp(-m * (t - LANDMARK));
      const errors = groups.map((group) => binomial(p, size(group)));
      const found = groups.map((group) => survival(group)[k]!.value);
      groups.forEach((group, i) => {
        expect(Math.abs(found[i]! - p), `${group} at ${t}`).toBeLessThanOrEqual(4 * errors[i]!);
      });
      expect(Math.abs(found[0]! - found[1]!), `gap at ${t}`).toBeLessThanOrEqual(4 * Math.hypot(...errors));
    });
  });

  it('nobody dies on another day where all complete it', () => {
    const deaths = pairs.map(({ plan, tally }) => {
      const tracks = plan.readout.endpoints[0]!.cells.flatMap(({ events }) => events.flat());
      return sumTracks(tally, [...new Set(tracks)]);
    });
    expect(deaths[1]).toEqual(deaths[0]);
    expect(nobodyStops.sizes.completed).toBeGreaterThan(1.5 * size('completed'));
  });
});
