import { always, type Section } from '../../media/block.ts';
import type { Cell } from '../../media/cell.ts';
import type { Form } from '../../media/form.ts';
import type { Column, Row, Table } from '../../media/table.ts';
import { cellText, errorText } from '../../media/text/cell.ts';
import type { Outcome } from '../../study/variants/outcomes.ts';
import { drawnWords } from '../psa/drawn-words.ts';
import type { DsaAnswer, DsaVariant } from './schema.ts';

/** Number of characters of the longest bar. */
const BAR = 12;

/** The printed answer of `dsa`: a tornado for each strategy, scenario analyses, thresholds. */
export function dsaSections(answer: DsaAnswer, outcome: Outcome, unit: string): Section[] {
  const strategies = Object.keys(answer.base);
  const others = strategies.filter((name) => name !== answer.reference);
  const shown = others.length === 0 ? strategies : others;
  return [
    ...shown.map(
      (strategy): Section => ({
        blocks: [{ table: tornado(answer, strategy, outcome, unit) }],
        rank: 1,
        name: `the tornado of ${strategy}`,
      }),
    ),
    { blocks: [{ table: analysisTable(answer, shown, outcome, unit) }], rank: 2, name: 'scenario analyses' },
    { blocks: [{ table: thresholdTable(answer) }], rank: 0, name: 'thresholds' },
    always({
      list: [
        `One number at a time at the ends of its 95% interval or range, all else at its value, on the same patients. ${drawnWords(answer.oneWay.length, answer.fixed, 'Varied')}.`,
        ...limitsOf(answer),
      ],
    }),
  ];
}

/** A note if numbers that draws vary jointly are varied alone here. */
function limitsOf({ oneWay, joints }: DsaAnswer): string[] {
  return [
    ...joints.map(
      ({ names }) =>
        `${names.join(', ')} are drawn together by psa; here each is varied by itself, with the others at their values.`,
    ),
    ...oneWay.flatMap(({ name, low, high }) =>
      [
        { end: low, which: 'lower' },
        { end: high, which: 'upper' },
      ].flatMap(({ end, which }) => [
        ...(end.limitedBy === undefined
          ? []
          : [`${name} stops at its ${which} end at the value of ${end.limitedBy}, which it may not cross.`]),
        ...(end.impossible === undefined
          ? []
          : [`${name} cannot be at its ${which} end with the others at their values: ${end.impossible}.`]),
      ]),
    ),
  ];
}

/** The quantity read from a variant: a difference if there is a reference, otherwise the figure itself. */
function readingOf(answer: DsaAnswer, strategy: string, outcome: Outcome, unit: string) {
  const isDifference = strategy !== answer.reference;
  const read = (variant: DsaVariant | undefined) => {
    const found = variant?.[strategy]?.[outcome.name];
    if (!found) return { value: null, mcse: null };
    return isDifference
      ? { value: found.difference, mcse: found.differenceMcse }
      : { value: found.value, mcse: found.mcse };
  };
  /** The same, with the change that this end of the number makes. */
  const readEnd = (variant: DsaVariant | undefined) => {
    const { change = null, changeMcse = null } = variant?.[strategy]?.[outcome.name] ?? {};
    return { ...read(variant), change, changeMcse };
  };
  const form: Form =
    outcome.unit === 'share'
      ? { as: 'percent', signed: isDifference }
      : { as: 'figure', signed: isDifference };
  const what = outcome.unit === 'share' ? (isDifference ? 'percentage points' : '%') : `${unit}s`;
  const title = `${outcome.name}${isDifference ? `: ${strategy} less ${answer.reference}` : ` under ${strategy}`}, ${what}`;
  return { read, readEnd, form, title };
}

/** One strategy's figures at both ends of each number, the largest effect first; numbers without an effect are left out. */
export function tornadoOf(answer: DsaAnswer, strategy: string, outcome: Outcome, unit: string) {
  const { read, readEnd, form, title } = readingOf(answer, strategy, outcome, unit);
  const base = read(answer.base);
  const rows = answer.oneWay
    .map((one) => {
      const [low, high] = [readEnd(one.low.figures), readEnd(one.high.figures)];
      const width = low.value === null || high.value === null ? 0 : Math.abs(high.value - low.value);
      return { one, low, high, width };
    })
    .filter(({ low, high }) => low.value !== base.value || high.value !== base.value)
    .sort((a, b) => b.width - a.width);
  return { base, rows, form, title };
}

function tornado(answer: DsaAnswer, strategy: string, outcome: Outcome, unit: string): Table {
  const { base, rows, form, title } = tornadoOf(answer, strategy, outcome, unit);
  const widest = Math.max(...rows.map(({ width }) => width), 0);
  const value = (number: number): Cell => ({ value: number, form: { as: 'significant', digits: 3 } });
  const changed = (end: { change: number | null; changeMcse: number | null }): Cell => ({
    ...{ value: end.change, mcse: end.changeMcse },
    form: { ...form, signed: true },
  });
  return {
    name: `tornado_${strategy}`,
    title: `${title}: ${cellText({ ...base, form })} as in the file${base.mcse === null ? '' : ` (MCSE ${errorText({ ...base, form })})`}; changes`,
    columns: [
      { key: 'number', heading: 'number', isWord: true },
      { key: 'low', heading: 'at low' },
      { key: 'low_change', heading: 'change', error: 'MCSE', isJoined: true },
      { key: 'high', heading: 'at high' },
      { key: 'high_change', heading: 'change', error: 'MCSE', isJoined: true },
      { key: 'bar', heading: '', isWord: true, isJoined: true },
    ],
    rows: rows.map(
      ({ one, low, high, width }): Row => ({
        key: one.name,
        cells: [
          one.name,
          value(one.low.value),
          changed(low),
          value(one.high.value),
          changed(high),
          widest > 0 ? '#'.repeat(Math.round((BAR * width) / widest)) : '',
        ],
      }),
    ),
  };
}

function analysisTable(
  answer: DsaAnswer,
  strategies: readonly string[],
  outcome: Outcome,
  unit: string,
): Table {
  const readings = strategies.map((strategy) => ({
    strategy,
    ...readingOf(answer, strategy, outcome, unit),
  }));
  return {
    name: 'analyses',
    title: `Scenario analyses: ${readings[0]!.title}`,
    columns: [
      { key: 'analysis', heading: 'analysis', isWord: true },
      ...readings.map(({ strategy }): Column => ({ key: strategy, heading: strategy, error: 'MCSE' })),
    ],
    rows: answer.analyses.map(({ name, title, figures, impossible }) => ({
      key: name,
      cells: [
        impossible === undefined ? title : `${title}: ${impossible}`,
        ...readings.map(({ read, form }): Cell => ({ ...read(figures), form })),
      ],
    })),
  };
}

function thresholdTable({ thresholds }: DsaAnswer): Table {
  const form = { as: 'significant', digits: 4 } as const;
  return {
    name: 'thresholds',
    title: 'Value at which a strategy is as good as the reference',
    columns: [
      { key: 'strategy', heading: 'strategy', isWord: true },
      { key: 'number', heading: 'number', isWord: true },
      { key: 'outcome', heading: 'outcome', isWord: true },
      { key: 'threshold', heading: 'threshold' },
      { key: 'threshold_ci', heading: '95% Monte Carlo interval', isJoined: true },
      { key: 'looked', heading: 'looked at' },
    ],
    rows: thresholds.map(({ strategy, number, outcome, value, lower, upper, from, to }) => ({
      key: `${strategy} ${number}`,
      cells: [
        strategy,
        number,
        outcome,
        { value, form, missing: 'none' },
        { lower, upper, form },
        { lower: from, upper: to, form },
      ],
    })),
  };
}
