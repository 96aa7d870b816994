/** Three arms, two looks by the events of control; `rest` is the procedure and what else a test asks for. */
export const arms = (rest: string, { looks = twoLooks, allocation = '1:1:1' } = {}): string => `trial: Arms
unit: month
arms:
  control: { median: 12 }
  low: { hazard-ratio: 0.85 }
  high: { hazard-ratio: 0.65, dropout: { hazard: 0.02 } }
allocation: ${allocation}
patients: 150
accrual: { duration: 12 }
test: log-rank
${looks}${rest}
`;

export const twoLooks = `analyses:
  - { events: { control: 15 }, select: { best: 1, z-above: -0.5 } }
  - { events: { control: 35 } }
`;
