import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';
import { readTargets, withTargets } from '../../src/scenario/targets-file.ts';
import { cohortProblems } from '../../src/study/calibrate/cohort-problems.ts';
import { pointSimulator } from '../../src/study/calibrate/simulate-points.ts';
import { fromScale, likelihoodTargets } from '../../src/study/calibrate/targets.ts';

const scenarioOf = () => {
  const { scenario, errors } = checkScenario(`scenario: One rate
time: { unit: month, origin: entry, horizon: 60 }
evidence: { paper: { cite: "Someone, 2020" } }
parameters: { dies: { value: 0.02, assumption: to be calibrated } }
start: alive
states: { alive: { transitions: [{ to: dead, law: exponential, rate: dies }] }, dead: {} }
follow-up: { law: uniform, min: { value: 24, assumption: as told }, max: { value: 60, assumption: as told } }
endpoints: { OS: { event: dead } }
targets: [{ endpoint: OS, at: 30, at-risk: 210, calibration: true, from: paper }]
calibrate: { cohorts: { paper: { patients: 500 } }, parameters: { dies: { range: [0.005, 0.05] } } }`);
  expect(errors).toEqual([]);
  return scenario!;
};

const second = `
evidence: { second: { cite: "Another, 2021" } }
cohorts: { second: { patients: 400, follow-up: { law: fixed, delay: { value: 36, from: second } }, from: second } }
targets: [{ endpoint: OS, at: 30, at-risk: 220, calibration: true, from: second }]`;

const fileOf = (text: string) => {
  const { file, problems } = readTargets(text);
  expect(problems).toEqual([]);
  return file!;
};

describe('a file of targets', () => {
  const { scenario, problems } = withTargets(scenarioOf(), [fileOf(second)]);

  it('adds its targets, each of the cohort of its own file', () => {
    expect(problems).toEqual([]);
    const { targets } = likelihoodTargets(scenario);
    expect(targets.map(({ title, cohort }) => [title, cohort])).toEqual([
      ['at risk for OS at 30 (paper)', 'paper'],
      ['at risk for OS at 30 (second)', 'second'],
    ]);
  });

  it('has cohorts with a follow-up of their own', () => {
    const { targets } = likelihoodTargets(scenario);
    const simulator = pointSimulator({ scenario, seed: '1', engine: 'wasm', generator: 'triple32' });
    const cohorts = 400;
    // the prior is uniform from 0.005 to 0.05, and the score of 0.02 is that of a third
    const { means } = simulator.evaluate({ scores: Float64Array.of(-0.4307272992954577), cohorts })!;
    const alive = Math.exp(-0.02 * 30);
    [
      // who entered at most 30 months before the end are no longer seen: one in six
      { share: (alive * 30) / 36, patients: 500 },
      { share: alive, patients: 400 },
    ].forEach(({ share, patients }, k) => {
      const error = Math.sqrt((share * (1 - share)) / (patients * cohorts));
      expect(Math.abs(fromScale(targets[k]!, means[k]!) - share)).toBeLessThan(4 * error);
    });
  });

  it('tells what two files call by one name, and what no file has', () => {
    const wrong = `
evidence: { paper: { cite: "Another, 2021" } }
cohorts: { paper: { patients: 400 } }
targets: [{ endpoint: OS, at: 30, survival: 0.5, from: papers }]`;
    const found = withTargets(scenarioOf(), [fileOf(second), fileOf(wrong)]).problems;
    expect(found).toEqual([
      {
        file: 1,
        path: ['evidence', 'paper'],
        message: expect.stringContaining('different "paper" in evidence'),
      },
      {
        file: 1,
        path: ['cohorts', 'paper'],
        message: expect.stringContaining('different "paper" in cohorts'),
      },
      {
        file: 1,
        path: ['targets', 0, 'from'],
        message: expect.stringContaining('no evidence is called "papers"'),
      },
    ]);
  });

  it('places a problem of the whole in the file that it comes from', () => {
    const { placedIn } = withTargets(scenarioOf(), [fileOf(second)]);
    const problem = (path: (string | number)[]) => ({ path, message: 'm', severity: 'error' as const });
    expect(placedIn(problem(['targets', 1, 'at']))).toEqual({
      file: 0,
      path: ['targets', 0, 'at'],
      message: 'm',
    });
    expect(placedIn(problem(['targets', 0]))).toEqual({
      file: undefined,
      path: ['targets', 0],
      message: 'm',
    });
    expect(placedIn(problem(['calibrate', 'cohorts', 'second', 'arms']))).toEqual({
      ...{ file: 0, path: ['cohorts', 'second', 'arms'], message: 'm' },
    });
  });

  it('reports wrong entries, and not that the list is empty without them', () => {
    const { file, problems } = readTargets('targets: [{ endpoint: OS, at: x, survival: 0.5 }]');
    expect(file).toBeUndefined();
    expect(problems).toEqual([{ line: 1, column: 31, message: 'at is "x", must be a finite number' }]);
  });
});

it('cohorts of unknown strategies and with impossible follow-ups are problems', () => {
  const { scenario } = withTargets(scenarioOf(), [
    fileOf(`
cohorts:
  one: { patients: 40, strategy: nobody, follow-up: { law: fixed, delay: { value: -3, assumption: wrong } } }
  two: { arms: { reference: 20, other: 20 } }
targets: [{ endpoint: OS, at: 30, survival: 0.5, from: paper }]`),
  ]);
  expect(cohortProblems(scenario).map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
    expect.stringMatching(/^calibrate\.cohorts\.one\.strategy: strategy "nobody" is not/),
    expect.stringMatching(/^calibrate\.cohorts\.one\.follow-up\.delay\.value: delay is -3, must be/),
    expect.stringMatching(/^calibrate\.cohorts\.two\.arms\.other: strategy "other" is not/),
  ]);
});
