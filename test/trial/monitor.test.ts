import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTrial } from '../../src/trial/language/read.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';
import { monitorTrial, type Seen } from '../../src/trial/monitor.ts';

interface Known {
  name: string;
  fractions: number[];
  type: 'asOF' | 'asP';
  alpha: number;
  events: number[];
  z: number[];
  /** treatment to control */
  ratio: number;
  critical: number[];
  hazard: number | null;
  lower: number[];
  upper: number[];
  conditionalPower: number | null;
  finalP: number | null;
  median: number | null;
  finalLower: number | null;
  finalUpper: number | null;
}

/** What rpact says: see monitoring.R beside it. */
const { trials } = JSON.parse(readFileSync(new URL('../known/monitoring.json', import.meta.url), 'utf8')) as {
  trials: Known[];
};

/** rpact's recursion has a coarser grid, and it searches for limits and estimates until they move by less than this. */
const RPACT_SEARCH = 1e-6;

function designOf(
  looks: readonly number[],
  { more = '', ratio = 1, efficacy = '{ spending: obrien-fleming }' } = {},
) {
  const { trial } = readTrial(`trial: Monitored
unit: month
arms: { control: { median: 20 }, treatment: { hazard-ratio: 0.7 } }
allocation: "${ratio}:1"
patients: 600
accrual: { duration: 24 }
test: log-rank
analyses: [${looks.map((events) => `{ events: ${events} }`).join(', ')}]
efficacy: ${efficacy}
${more}`);
  const { design, rules, problems } = resolveTrial(trial!);
  expect(problems).toEqual([]);
  return { design: design!, rules: rules! };
}

function monitored(looks: readonly number[], seen: Seen, how?: Parameters<typeof designOf>[1]) {
  const { design, rules } = designOf(looks, how);
  return monitorTrial(design, rules, seen);
}

const seenAt = (events: number[], z: number[], planned: number, rest: Partial<Seen> = {}): Seen => ({
  looks: events.map((count, k) => ({ events: count, fraction: count / planned, z: z[k]! })),
  ...{ isFinal: false, events: planned, ...rest },
});

describe('a look of a running trial', () => {
  for (const known of trials)
    it(`is told as by rpact: ${known.name}`, () => {
      const planned = known.events[0]! / known.fractions[0]!;
      const looks = known.fractions.map((fraction) => Math.round(fraction * planned));
      const isFinal = known.conditionalPower === null;
      const answer = monitored(
        looks,
        seenAt(known.events, known.z, planned, {
          isFinal,
          ...(known.hazard !== null && { effect: known.hazard }),
        }),
        {
          ratio: known.ratio,
          efficacy: `{ spending: ${known.type === 'asOF' ? 'obrien-fleming' : 'pocock'} }`,
        },
      );
      const near = (value: number | null | undefined, wanted: number | null) =>
        expect(Math.abs(value! - wanted!)).toBeLessThan(RPACT_SEARCH);
      const last = known.z.length - 1;
      answer.looks.forEach(({ efficacy }, k) => {
        near(efficacy!.z, known.critical[k]!);
      });
      near(answer.repeated!.lower, known.lower[last]!);
      near(answer.repeated!.upper, known.upper[last]!);
      if (!isFinal) near(answer.chances!.design, known.conditionalPower);
      else {
        near(answer.end!.p, known.finalP);
        near(answer.end!.hazardRatio, known.median);
        near(answer.end!.interval!.lower, known.finalLower);
        near(answer.end!.interval!.upper, known.finalUpper);
      }
    });

  it('has boundaries of the events that were seen, and spends all that is left at the end', () => {
    const early = monitored([99, 201, 300], seenAt([99, 210], [1, 1.5], 300));
    expect(early.looks.map(({ fraction }) => fraction)).toEqual([99 / 300, 210 / 300]);
    expect(early.left.map(({ events }) => events)).toEqual([300]);
    // more information gives a lower boundary
    const planned = monitored([99, 201, 300], seenAt([99, 201], [1, 1.5], 300));
    expect(early.looks[1]!.efficacy!.z).toBeLessThan(planned.looks[1]!.efficacy!.z);
    for (const events of [280, 300, 330]) {
      const end = monitored([99, 201, 300], seenAt([99, 210, events], [1, 1.5, 1.9], 300, { isFinal: true }));
      expect(end.looks[2]!.alphaSpent).toBe(0.025);
      expect(end.looks[2]!.decision).toBe('not shown');
      expect(end.left).toEqual([]);
      expect(end.chances).toBeNull();
      // no benefit is claimed, so the interval of the same level holds 1
      expect(end.end!.interval!.lower).toBeLessThan(1);
      expect(end.end!.interval!.upper).toBeGreaterThan(1);
    }
  });

  it('spends by a time apart from the information', () => {
    const looks = [{ events: 150, fraction: 0.5, spendingTime: 0.3, z: 1 }];
    const answer = monitored([150, 300], { looks, isFinal: false, events: 300 });
    const asSeen = monitored([150, 300], seenAt([150], [1], 300));
    expect(answer.looks[0]!.alphaSpent).toBeLessThan(asSeen.looks[0]!.alphaSpent);
    // one look: the boundary is the quantile of what is spent
    expect(answer.looks[0]!.efficacy!.p).toBeCloseTo(answer.looks[0]!.alphaSpent, 12);
  });

  it('keeps given boundaries look by look, and earlier ones as they were used', () => {
    const given = monitored([150, 300], seenAt([160], [1], 300), { efficacy: '{ z: [2.8, 1.98] }' });
    expect(given.looks[0]!.efficacy!.z).toBe(2.8);
    expect(given.left[0]!.efficacy!.z).toBe(1.98);
    const seen = seenAt([150, 300], [1, 1.99], 300, { isFinal: true });
    const [usual, strict] = [undefined, [2.2]].map(
      (used) => monitored([150, 300], { ...seen, ...(used && { used }) }).looks[1]!.efficacy!.z,
    );
    // who asked for less at the first look has less left
    expect(strict).toBeGreaterThan(usual!);
  });

  it('says where futility stops, and leaves a rule that does not bind out of the chances', () => {
    const more = 'futility: { z: [0.5] }\ntarget: { power: 0.8 }\n';
    const seen = seenAt([150], [0.4], 300);
    const answer = monitored([150, 300], seen, { more });
    expect(answer.looks[0]!.decision).toBe('futility');
    expect(answer.chances).toEqual(monitored([150, 300], seen).chances);
  });

  it('puts futility on the scale of the hazard ratio or of conditional power where the events are others than planned', () => {
    const at = (rule: string, events: number) =>
      monitored([150, 300], seenAt([events], [0.4], 300), { more: `futility: { ${rule} }\n` }).looks[0]!
        .futility!;
    for (const events of [120, 170]) {
      expect(at('hazard-ratio: 0.95', events).hazardRatio).toBeCloseTo(0.95, 12);
      const { z } = at('conditional-power: 0.2, under: trend', events);
      const { chances } = monitored([150, 300], seenAt([events], [z], 300));
      // the boundary that is planned for the last look is a hair from that of a trial which looked elsewhere
      expect(chances!.trend).toBeCloseTo(0.2, 2);
    }
  });

  it('tells harm in a two-sided trial', () => {
    const answer = monitored([150, 300], seenAt([150], [-3.2], 300), { more: 'sided: two\nalpha: 0.05\n' });
    expect(answer.looks[0]!.decision).toBe('opposite');
    expect(answer.level).toBe(0.95);
  });
});
