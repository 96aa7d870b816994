import { describe, expect, it } from 'vitest';
import { given, head } from '../closed-forms/case.ts';
import { cohortOf } from './cohort.ts';
import { patients, strategiesOf, tallyOf } from './simulated.ts';

/** Clocks that have run so far that nobody at risk all the time would be left: exp(-1000) of them. */

const PATIENTS = 2 ** 20;

/** Shares of the patients in a state. */
function shares(scenario: string, state: string, times: number[], n = PATIENTS): number[] {
  const [{ plan }] = strategiesOf(scenario) as [ReturnType<typeof strategiesOf>[number]];
  return cohortOf(plan, tallyOf(plan, 'late clocks', patients(n)), times).occupancy[state]!;
}

function compare(found: number[], exact: number[], n = PATIENTS): void {
  found.forEach((share, i) => {
    const error = Math.sqrt((exact[i]! * (1 - exact[i]!)) / n);
    expect(Math.abs(share - exact[i]!), `${share}, exactly ${exact[i]}`).toBeLessThanOrEqual(
      4 * error + 1e-5,
    );
  });
}

describe('a clock that started long before', () => {
  it('goes on as it should in states left and entered again: constant hazards of 10 and 2.5 a month', () => {
    // nearly a thousand visits each
    const [times, few] = [[0.1, 1, 60, 120, 200, 240], 2 ** 14];
    const found = shares(
      `${head('Back and forth', 240)}
start: well
states:
  well: { transitions: [{ to: ill, law: exponential, rate: ${given(2.5)}, clock: start }] }
  ill: { transitions: [{ to: well, law: weibull, shape: ${given(1)}, scale: ${given(0.1)}, clock: start }] }
`,
      'ill',
      times,
      few,
    );
    compare(
      found,
      times.map((t) => (2.5 / 12.5) * (1 - Math.exp(-12.5 * t))),
      few,
    );
  });

  it('of a Weibull law with a cumulative hazard of 1600 at entry', () => {
    const times = [200.03125, 200.0625, 200.125, 200.25];
    const found = shares(
      `${head('Late', 240)}
timers: { late: { law: fixed, delay: ${given(200)} } }
start: before
states:
  before: { transitions: [{ to: waits, at: late }] }
  waits: { transitions: [{ to: done, law: weibull, shape: ${given(2)}, scale: ${given(5)}, clock: start }] }
  done: {}
`,
      'waits',
      times,
    );
    compare(
      found,
      times.map((t) => Math.exp((200 / 5) ** 2 - (t / 5) ** 2)),
    );
  });

  it('and so does a frailty so small that its patients outlive any such hazard', () => {
    const times = [60, 120, 192, 200, 240];
    const found = shares(
      `${head('Frail', 240)}
characteristics: { frailty: { law: gamma, shape: ${given(0.5)}, rate: ${given(0.5)} } }
start: waits
states:
  waits: { transitions: [{ to: done, law: weibull, shape: ${given(3)}, scale: ${given(12)}, hazard-ratio: { frailty: value } }] }
  done: {}
`,
      'waits',
      times,
    );
    // Vaupel, Manton & Stallard (1979)
    compare(
      found,
      times.map((t) => (1 + 2 * (t / 12) ** 3) ** -0.5),
    );
  });
});
