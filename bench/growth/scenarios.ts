const ASSUMED = 'assumption: "For measuring, no evidence"';

/** Months for a surviving patient to pass the whole chain, apart from steps back. */
const CHAIN_MONTHS = 80;

/**
 * A scenario with more strategies: the first is the scenario as it is; each other one changes one number.
 *
 * @param text of scenarios/benchmark.yaml
 * @throws Error if the text already has strategies, or no longer has the number to change
 */
export function withStrategies(text: string, count: number): string {
  const scale = /^ {2}progression-scale: \{ value: (\d+),/m.exec(text)?.[1];
  if (scale === undefined || /^strategies:/m.test(text))
    throw new Error('scenarios/benchmark.yaml has strategies or no progression-scale: mend bench/growth');
  const changes = Array.from({ length: count }, (_, i) => {
    const value = (Number(scale) + i / 100).toFixed(2);
    return i === 0
      ? '  reference: {}'
      : `  changed-${i}: { parameters: { progression-scale: { value: ${value}, ${ASSUMED} } } }`;
  });
  return `${text}\nstrategies:\n${changes.join('\n')}\n`;
}

/**
 * A scenario with a chain of states s1, s2 and so on, and a state dead. From each state there is a Weibull transition
 * to the next, one back and one to death, each with its own numbers.
 *
 * The more states, the shorter the stay in each, so that all are entered before the horizon: patients make more
 * transitions in a longer chain.
 *
 * @param count number of states including dead, at least 2
 */
export function chainOf(count: number): string {
  const alive = count - 1;
  const stay = CHAIN_MONTHS / alive;
  const numbers = Array.from({ length: alive }, (_, i) => {
    // different for each state, so that no table serves two states
    const own = 0.9 + (0.2 * (i + 1)) / alive;
    const lines = [`  death-${i + 1}: { value: ${(0.01 * own).toPrecision(6)}, ${ASSUMED} }`];
    if (i + 1 < alive)
      lines.push(
        `  shape-${i + 1}: { value: ${(1.2 * own).toPrecision(6)}, ${ASSUMED} }`,
        `  scale-${i + 1}: { value: ${(stay * own).toPrecision(6)}, ${ASSUMED} }`,
      );
    if (i > 0) lines.push(`  back-${i + 1}: { value: ${(0.25 / (stay * own)).toPrecision(6)}, ${ASSUMED} }`);
    return lines.join('\n');
  });
  const states = Array.from({ length: alive }, (_, i) => {
    const lines = [`  s${i + 1}:`, '    transitions:'];
    if (i + 1 < alive)
      lines.push(`      - { to: s${i + 2}, law: weibull, shape: shape-${i + 1}, scale: scale-${i + 1} }`);
    if (i > 0) lines.push(`      - { to: s${i}, law: exponential, rate: back-${i + 1} }`);
    lines.push(`      - { to: dead, law: exponential, rate: death-${i + 1} }`);
    return lines.join('\n');
  });
  return [
    `scenario: A chain of ${count} states`,
    'about: Made to see what states cost.',
    'time: { unit: month, origin: the first state, horizon: 120, landmarks: [12, 36, 60], rmst: [60] }',
    `parameters:\n${numbers.join('\n')}`,
    'start: s1',
    `states:\n${states.join('\n')}\n  dead: {}`,
    'endpoints:\n  OS: { title: Overall survival, event: dead }\n',
  ].join('\n');
}
