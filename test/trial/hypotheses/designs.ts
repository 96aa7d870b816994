/** PFS and OS of an illness-death model on a graph of two, small enough for tests. */
export const both = `trial: Both
unit: month
arms:
  control: { progression: { median: 8 }, death: { hazard: 0.01 }, death-after-progression: { median: 12 } }
  treatment: { progression: { hazard-ratio: 0.6 }, death-after-progression: { hazard-ratio: 0.8 } }
patients: 240
accrual: { duration: 18 }
dropout: { hazard: 0.005 }
test: log-rank
alpha: 0.025
efficacy: { spending: obrien-fleming }
hypotheses:
  PFS: { weight: 0.4, events: 150 }
  OS: { weight: 0.6, events: 140 }
graph: { transitions: { PFS: { OS: 1 }, OS: { PFS: 0.5 } } }
analyses:
  - { events: { PFS: 90 } }
  - { events: { PFS: 150, OS: 80 }, whichever: last }
  - { events: { OS: 140 }, tests: [OS] }
success: [{ significant: PFS }, { hazard-ratio: OS, below: 0.9 }]
`;

/** A stratum and everybody, of plain laws, by Hochberg. */
export const populations = `trial: Populations
unit: month
strata:
  high: { share: 0.4, control: { median: 10 }, treatment: { hazard-ratio: 0.5 } }
  low: { share: 0.6, control: { median: 10 }, treatment: { hazard-ratio: 0.8 } }
endpoint: PFS
patients: 300
accrual: { duration: 18 }
test: log-rank
efficacy: { spending: pocock }
hypotheses:
  everybody: { events: 200 }
  high-only: { population: high, events: 75 }
graph: hochberg
analyses:
  - { events: { everybody: 120 } }
  - { events: { everybody: 200 } }
`;

/** A subgroup of a scenario, whose size is random, and everybody; patients wait for what they are randomised on. */
export const smokers = `trial: Smokers
unit: year
scenario: ../illness-death.yaml
arms: { control: usual-care, treatment: treatment }
randomised: { on-reaching: ill }
patients: 200
accrual: { duration: 3 }
follow-up: 15
test: log-rank
efficacy: { spending: obrien-fleming }
hypotheses:
  everybody: { endpoint: survival, weight: 0.5, events: 60 }
  smokers: { endpoint: survival, population: smokers, weight: 0.5, events: 25 }
graph: holm
analyses:
  - { events: { everybody: 30 } }
  - { events: { everybody: 60, smokers: 25 }, whichever: last }
`;

/** Survival, restricted mean and shares, of everybody and of a subgroup within, all of the same patients of a scenario. */
export const shares = `trial: Shares
unit: year
scenario: ../illness-death.yaml
arms: { control: usual-care, treatment: treatment }
randomised: { on-reaching: ill }
patients: 200
accrual: { duration: 3 }
follow-up: 15
dropout: { hazard: 0.02 }
hypotheses:
  alive: { endpoint: survival, test: { milestone: { at: 4 } } }
  smokers-alive: { endpoint: survival, population: smokers, test: { milestone: { at: 4 } } }
  mean: { endpoint: survival, test: { rmst: { tau: 5 } } }
  smokers-mean: { endpoint: survival, population: smokers, test: { rmst: { tau: 5 } } }
  dead: { endpoint: survival, test: { proportion: { at: 4, better: lower } } }
  smokers-dead: { endpoint: survival, population: smokers, test: { proportion: { at: 4, better: lower } } }
graph: bonferroni
analyses:
  - { events: { alive: 90 } }
`;
