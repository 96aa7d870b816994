import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';
import { columnsByName } from '../../src/study/voi/groups.ts';
import { kaplanMeier, survivalAt } from '../../src/survival/kaplan-meier.ts';
import { lifeTable } from '../../src/survival/life-table.ts';
import { bootstrapCurve, type CurvePoints, curvePatients } from '../../src/uncertainty/curve.ts';
import { parameterDraws } from '../../src/uncertainty/draw.ts';
import { evenNumbers } from '../../src/uncertainty/even.ts';
import { uncertaintyOf } from '../../src/uncertainty/items.ts';
import { uncertaintyProblems } from '../../src/uncertainty/problems.ts';
import { scenarioOf } from './scenarios.ts';

const text = (more: string, law = 'empirical, curve: OS') => `scenario: Curve
time: { unit: month, origin: entry, horizon: 48, rows-per-unit: 4 }
evidence: { paper: { cite: "Someone, 2020" } }
curves:
  OS:
    points: [[0, 1], [6, 0.9], [12, 0.7], [24, 0.5], [36, 0.35]]
    after-last: constant-hazard
    ${more}
start: alive
states: { alive: { transitions: [{ to: dead, law: ${law} }] }, dead: {} }
endpoints: { OS: { event: dead } }
`;
const published = {
  points: [
    [0, 1],
    [6, 0.9],
    [12, 0.7],
    [24, 0.5],
    [36, 0.35],
  ] as [number, number][],
  'at-risk': [
    [0, 200],
    [12, 130],
    [24, 80],
  ] as [number, number][],
};

describe('a published curve', () => {
  it('is drawn about its own, with the errors of Greenwood', () => {
    const curve = curvePatients(published)!;
    const table = kaplanMeier(lifeTable(curve.patients));
    const even = evenNumbers('seed')('curve');
    const DRAWS = 1000;
    const draws = Array.from({ length: DRAWS }, (_, d) => bootstrapCurve(curve, (i) => even(d, i)));
    published.points.forEach(([time, survival], k) => {
      if (k === 0) return;
      const values = draws.map((points) => points[k]![1]);
      const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (DRAWS - 1);
      const { value, standardError: se } = survivalAt(table, time);
      expect(Math.abs(value - survival)).toBeLessThan(0.005);
      // the estimate is biased by less than 1 / n
      expect(Math.abs(mean - value)).toBeLessThan((4 * se) / Math.sqrt(DRAWS) + 1 / 200);
      // a variance of as many draws is known to sqrt(2 / DRAWS); Greenwood's is of large samples
      expect(Math.abs(variance / (se * se) - 1)).toBeLessThan(4 * Math.sqrt(2 / DRAWS) + 0.05);
    });
  });

  it('never rises, begins at 1, and has events wherever the published one has', () => {
    const even = evenNumbers('seed')('curve');
    for (let d = 0; d < 50; d++) {
      const points = bootstrapCurve(curvePatients(published)!, (i) => even(d, i));
      expect(points[0]).toEqual([0, 1]);
      points.forEach(([, survival], k) => {
        if (k > 0) expect(survival).toBeLessThan(points[k - 1]![1]);
      });
    }
  });

  it('ends at 0 where the published one does', () => {
    const curve = curvePatients({ points: [...published.points, [40, 0]], n: 50 })!;
    expect(bootstrapCurve(curve, (i) => (i + 0.5) / 50).at(-1)).toEqual([40, 0]);
  });

  it('changes from draw to draw in the scenario, and is held without a number of patients', () => {
    const drawn = (more: string) => {
      const scenario = scenarioOf(text(more));
      const uncertainty = uncertaintyOf(scenario, ['reference']);
      return { scenario, uncertainty, draws: parameterDraws(scenario, uncertainty, 'seed') };
    };
    const { uncertainty, draws } = drawn('from: paper\n    n: 200');
    expect(uncertainty.drawn).toMatchObject([{ kind: 'curve', name: 'curves.OS', source: 'paper' }]);
    const [first, second] = [0, 1].map((d) => draws.scenarioWith(draws.valuesOf(d)).curves.OS!.points);
    expect(first).not.toEqual(second);
    expect((first as unknown as CurvePoints).map(([time]) => time)).toEqual([0, 6, 12, 24, 36]);
    for (const [more, why] of [
      ['from: paper', 'a curve without numbers at risk'],
      ['assumption: read off a figure\n    n: 200', 'an assumption without a range'],
    ] as const)
      expect(drawn(more).uncertainty).toMatchObject({ drawn: [], fixed: [{ name: 'curves.OS', why }] });
  });

  it('explains figures by its survival at each point but the first', () => {
    const job = {
      scenario: scenarioOf(text('from: paper\n    n: 200')),
      ...{ seed: 'seed', strategies: ['reference'] },
      questions: { endpoints: ['OS'], at: [12], rmst: [36], proportions: false, subgroups: [] },
    };
    const columns = columnsByName(job, [0, 1, 2]).get('curves.OS')!;
    expect(columns).toHaveLength(4);
    for (const column of columns) expect(column.every((value) => value > 0 && value < 1)).toBe(true);
  });

  it('that no strategy asks for is not told', () => {
    const scenario = scenarioOf(
      text('from: paper', 'exponential, rate: { value: 0.1, interval: [0.05, 0.2], from: paper }'),
    );
    expect(uncertaintyOf(scenario, ['reference']).fixed).toEqual([]);
  });

  it.each([
    ['at-risk: [[0, 100], [12, 120]]', 'is 120, must be at most the 100 before'],
    ['at-risk: [[6, 100]]', 'the first time at risk is 6, must be 0'],
    ['n: 100\n    events: 120', 'events is 120, must be from 0 to the 100 at risk at first'],
  ])('is refused with %s', (more, message) => {
    const { scenario, locate } = checkScenario(text(`from: paper\n    ${more}`));
    const [problem] = uncertaintyProblems(scenario!);
    expect(problem!.message).toContain(message);
    expect(locate(problem!.path)).toMatchObject({ line: 5 });
  });
});
