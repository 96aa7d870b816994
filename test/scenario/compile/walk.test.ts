import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../src/scenario/check.ts';
import { justBelow } from '../../../src/scenario/compile/steps/characteristics.ts';
import { given, head } from '../../closed-forms/case.ts';
import { type Counted, countedByEngine, countedByOracle, differenceOf } from '../../engine/counted.ts';
import { kernelDraws } from '../../engine/kernel-draws.ts';
import { type Pair, patients, strategiesOf, tallyOf } from '../../engine/simulated.ts';
import { simulatePatient } from '../../oracle/simulate.ts';

const PATIENTS = 2000;
const SEED = 'walk';

const firstOf = (scenario: string): Pair => strategiesOf(scenario)[0]!;

/** What the engine counts, having made sure that the oracle counts the same. */
function counted(scenario: string): Counted {
  const { plan, model } = firstOf(scenario);
  const engine = countedByEngine(plan, tallyOf(plan, SEED, patients(PATIENTS)));
  const draw = kernelDraws(SEED);
  const records = Array.from({ length: PATIENTS }, (_, i) => simulatePatient(model, i, draw));
  const { counts, edges } = differenceOf(engine, countedByOracle(model, records));
  expect(counts).toEqual([]);
  expect(edges.filter(({ most }) => most > 0)).toEqual([]);
  return engine;
}

const total = (rows: Float64Array | undefined): number => rows?.reduce((sum, n) => sum + n, 0) ?? 0;

/** Cells that anybody is in. */
const inhabited = ({ cells }: Counted) => Object.fromEntries(Object.entries(cells).filter(([, n]) => n > 0));

const exponential = (to: string, rate: number, more = '') =>
  `{ to: ${to}, law: exponential, rate: ${given(rate)}${more} }`;
const fixed = (to: string, delay: number, more = '') =>
  `{ to: ${to}, law: fixed, delay: ${given(delay)}${more} }`;

describe('the walk through what can happen', () => {
  it('keeps apart only the levels that something tells apart, and counts all', () => {
    const scenario = (subgroup: string) => `${head('Levels', 6)}
characteristics: { site: { shares: { a: ${given(0.1)}, b: ${given(0.2)}, c: ${given(0.3)}, d: ${given(0.3)}, e: rest } } }
start: waits
states:
  waits: { transitions: [${exponential('dead', 0.2)}] }
  dead: {}
endpoints: { OS: { event: dead } }
${subgroup}
`;
    const nodes = (text: string) => firstOf(text).plan.graph.nodes.map(({ kind }) => kind);
    expect(nodes(scenario(''))).toEqual(['state']);
    // a and b, c, d and e: two splits, then those with c and those without
    const split = scenario('subgroups: { in-c: { if: { site: c } } }');
    expect(nodes(split).sort()).toEqual(['chance', 'chance', 'state', 'state']);
    expect(counted(scenario('')).proportions).toMatchObject({ 'site=a among': PATIENTS });
    expect(counted(split).proportions['site=b hits']).toBe(counted(scenario('')).proportions['site=b hits']);
  });

  it('needs no track for an endpoint beside those of the transitions that end it', () => {
    const { plan } = firstOf(`${head('Tracks', 6)}
start: waits
states:
  waits: { transitions: [${exponential('ill', 0.2)}, ${exponential('dead', 0.2)}] }
  ill: { transitions: [${exponential('dead', 0.2)}] }
  dead: {}
endpoints: { OS: { event: dead }, DFS: { event: [ill, dead] } }
`);
    // three transitions; OS is two of them, DFS the other two
    expect(plan.graph.tracks).toBe(3);
    const tracks = plan.readout.endpoints.map(({ cells }) => cells[0]!.events.map((one) => one.length));
    expect(tracks).toEqual([[2], [1, 1]]);
  });

  it('a range of a number includes its lower bound and not its upper one', () => {
    const range = counted(`${head('Range', 6)}
characteristics: { age: { law: fixed, delay: ${given(60)} } }
start: waits
states:
  waits: { transitions: [${exponential('dead', 0.2)}] }
  dead: {}
endpoints: { OS: { event: dead } }
subgroups: { from-60: { if: { age: { from: 60 } } }, below-60: { if: { age: { below: 60 } } }, at-60: { if: { age: { from: 60, below: 61 } } } }
`);
    expect(inhabited(range)).toEqual({ 'true,false,true': PATIENTS });
  });

  it.each([1, -1, 60, 0.1, 0, 1e-310, -3.5])('nothing lies between %d and the double just below it', (x) => {
    const below = justBelow(x);
    expect(below).toBeLessThan(x);
    expect(x === 0 ? below === -5e-324 : (below + x) / 2 === below || (below + x) / 2 === x).toBe(true);
  });

  it('a state that nobody can leave holds its patients, and their subgroups are known', () => {
    const { cells, times } = counted(`${head('Held', 6)}
characteristics: { lucky: { chance: ${given(0.5)} } }
start: waits
states:
  waits: { transitions: [${exponential('dead', 0.2, `, hazard-ratio: { lucky: ${given(0)} }`)}, ${exponential('dead', 0.1, `, cure: ${given(1)}`)}] }
  dead: {}
endpoints: { OS: { event: dead } }
subgroups: { lucky: { if: { lucky: yes } }, dying: { if: { reached: dead } } }
`);
    expect(Object.keys(cells).sort()).toEqual(['false,false', 'false,true', 'true,false']);
    expect(total(times['out of waits'])).toBe(cells['false,true']);
  });

  it('two ways of a decision into one state are one proportion', () => {
    const { plan } = firstOf(twoWays);
    expect(plan.readout.proportions.map(({ name }) => name)).toEqual(['old', 'fork=dead', 'fork=waits']);
    const { proportions } = counted(twoWays);
    expect(proportions['fork=dead hits']! + proportions['fork=waits hits']!).toBe(PATIENTS);
  });

  const twoWays = `${head('Two ways', 6)}
characteristics: { old: { chance: ${given(0.5)} } }
start: fork
states:
  fork:
    decide:
      - { to: dead, chance: ${given(0.2)} }
      - { to: dead, chance: ${given(0.3)}, odds-ratio: { old: ${given(3)} } }
      - { to: waits, chance: rest }
  waits: { transitions: [${exponential('dead', 0.2)}] }
  dead: {}
endpoints: { OS: { event: dead } }
`;

  it('what is certain stays so whatever multiplies its odds; odds of 0 times infinity are refused', () => {
    const scenario = (ratio: string) => `${head('Certain', 6)}
characteristics: { x: { law: uniform, min: ${given(0.5)}, max: ${given(2)} }, old: { chance: ${given(0.5)} } }
start: fork
states:
  fork: { decide: [{ to: waits, chance: ${given(1)}, odds-ratio: { ${ratio} } }, { to: dead, chance: rest }] }
  waits: { transitions: [${exponential('dead', 0.2)}] }
  dead: {}
marks: { seen: { on: waits, chance: ${given(1)}, odds-ratio: { ${ratio} } }, unseen: { on: waits, chance: ${given(0)}, odds-ratio: { ${ratio} } } }
endpoints: { OS: { event: dead } }
subgroups: { marked: { if: { seen: yes, unseen: no } } }
`;
    expect(counted(scenario('x: value')).cells).toEqual({ true: PATIENTS });
    expect(counted(scenario(`old: ${given(3)}`)).cells).toEqual({ true: PATIENTS });
    const { errors } = checkScenario(scenario(`old: ${given(0)}`));
    expect(errors.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '7 an odds ratio of 0 on a chance of 1 has no meaning',
      '10 an odds ratio of 0 on a chance of 1 has no meaning',
    ]);
  });

  it("an event's condition takes a mark that is recorded later for not recorded", () => {
    const { times } = counted(`${head('Later', 6)}
start: waits
states:
  waits: { transitions: [${fixed('ill', 1)}] }
  ill: { transitions: [${fixed('dead', 1)}] }
  dead: {}
marks: { late: { on: dead, chance: ${given(0.5)} } }
endpoints: { first: { event: [{ reached: [ill, dead], if: { not: { late: yes } }, cause: unmarked }] } }
`);
    expect(times['first [] unmarked']![32]).toBe(PATIENTS);
  });

  it('a certain time is multiplied by a number, and a hazard ratio does not move it', () => {
    const { times } = counted(`${head('Certain time', 6)}
characteristics: { x: { law: fixed, delay: ${given(1.5)} } }
start: waits
states:
  waits: { transitions: [${fixed('ill', 1, ', time-ratio: { x: value }, hazard-ratio: { x: value }')}] }
  ill: { transitions: [${fixed('dead', 2, ', clock: start, time-ratio: { x: value }')}] }
  dead: {}
endpoints: { ill: { event: ill }, dead: { event: dead } }
`);
    expect(times['ill [] ill']![1.5 * 32]).toBe(PATIENTS);
    expect(times['dead [] dead']![3 * 32]).toBe(PATIENTS);
  });

  it('a law whose support is over at entry happens at that very moment, the first listed before others', () => {
    const { times } = counted(`${head('Over', 6)}
timers: { early: { law: fixed, delay: ${given(1)} } }
start: goes
states:
  goes: { decide: [{ to: late, chance: ${given(1e-11)} }, { to: waits, chance: rest }] } # so rare that nobody is soon
  waits: { transitions: [${fixed('late', 6)}] }
  late:
    transitions:
      - { to: first, law: uniform, min: ${given(1)}, max: ${given(2)}, clock: start }
      - { to: second, at: early }
  first: {}
  second: {}
endpoints: { first: { event: first }, second: { event: second } }
`);
    // exactly at the horizon, and not just after it
    expect(times['first [] first']![6 * 32]).toBe(PATIENTS);
    expect(total(times['into second'])).toBe(0);
  });
});
