/** What is wrong with rules is told at once, each with its place. */
import { expect, it } from 'vitest';
import { mistakesIn } from '../language/designs.ts';

const design = (rules: string, more = '') => `trial: Bad rules
unit: month
arms: { control: { median: 10 }, treatment: { hazard-ratio: [{ from: 0, ratio: 1 }, { from: 6, ratio: 0.6 }] } }
patients: 450
accrual: { duration: 20 }
test: log-rank
analyses: [{ events: 150 }, { events: 300 }]
efficacy: { spending: obrien-fleming }
${more}
${rules}`;

it('is told for all rules together', () => {
  const found = mistakesIn(
    design(`rules:
  - { at: 3, if: { z: { below: 0 } }, then: stop }
  - { at: 1, if: { conditional-power: { under: design, below: 0.3 } }, then: continue }
  - { at: 1, if: { z: {} }, then: { events: { to: 200 } } }
  - { at: 1, if: { events: { between: [3, 1] } }, then: { events: { conditional-power: 0.9 } } }
  - { at: 1, then: { patients: { to: 600 }, follow-up: 3 } }
  - { at: 1, then: { stop: futility, events: { to: 400 } } }`),
  ).join('\n');
  for (const message of [
    'entry is uniform, must be equally spaced or poisson',
    'at is 3, must be the number of an analysis before the last, 1',
    'the design has no single hazard ratio, must have `nominal-ratio` to be assumed',
    'z has no limits, must have above or below or both, or between',
    'a rule changes the trial, and method is missing, must be inverse-normal, fisher, conditional-error or none',
    'to is 200, must be a whole number from 300, the planned events of the last analysis',
    'between is 3 and 1, must be the lower end first',
    'at-most is missing, must be the most events that the rule may plan',
    'no analysis is at a time or has a latest time',
    'the trial stops, must not change anything after that',
  ])
    expect(found).toContain(message);
});

it('is told of a method without rules', () => {
  expect(mistakesIn(design('', 'method: fisher')).join('\n')).toContain('the design has no `rules`');
});
