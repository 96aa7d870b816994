import { type Cell, figureCell, type NumberCell } from '../../media/cell.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Column, Row, Table } from '../../media/table.ts';
import { fixedCell, lookColumns, meanCell, NOTHING, shareCell } from '../trial/cells.ts';
import { plannedAt } from '../trial/timing-words.ts';
import type { HypothesesAnswer } from './schema.ts';

const alphaCell = (value: number | null): NumberCell => ({ value, form: { as: 'plain', most: 6 } });

/** What most tables read. */
type DesignAndPower = Pick<HypothesesAnswer, 'design' | 'alternative'>;

/** The looks: when they are, what they test, and what the trials have by then. */
export function looksTable({ design, alternative }: DesignAndPower): Table {
  const { looks, unit, cohorts, hypotheses } = design;
  const row = (key: string, name: string, cells: Cell[]): Row => ({ key, cells: [name, ...cells] });
  const tested = (k: number) => hypotheses.filter((one) => one.looks.includes(k + 1)).map(({ name }) => name);
  return {
    name: 'looks',
    title: 'Looks: means over the trials that reach them',
    errors: 'below',
    columns: lookColumns(looks.length),
    rows: [
      row(
        'planned_at',
        'planned at',
        looks.map(({ events, ...one }) =>
          plannedAt(
            one,
            events.map(({ of, count }) => `${whole(count)} ${of}`),
            design,
          ),
        ),
      ),
      row(
        'tests',
        'tests',
        looks.map((_, k) => tested(k).join(', ')),
      ),
      row(
        'reached',
        'reached by, % of trials',
        alternative.looks.map(({ reached }) => shareCell(reached, 'alternative')),
      ),
      row(
        'time',
        `${unit} of the look`,
        alternative.looks.map(({ time }) => meanCell(time)),
      ),
      ...cohorts.map((name, c) =>
        row(
          `events_${c + 1}`,
          `events of ${name}`,
          alternative.looks.map(({ events }) => meanCell(events[c]!)),
        ),
      ),
      row(
        'patients',
        'patients entered',
        alternative.looks.map(({ patients }) => meanCell(patients)),
      ),
    ],
  };
}

/** The power of each hypothesis, of any and of all, by the look at which it is reached. */
export function powerTable({ alternative, design }: DesignAndPower): Table {
  const { looks, hypotheses, any, all, success } = alternative;
  const row = (key: string, name: string, own: readonly Parameters<typeof shareCell>[0][]): Row => ({
    key,
    cells: [name, ...own.map((one) => shareCell(one, 'alternative'))],
  });
  const isOne = hypotheses.length === 1;
  return {
    name: 'power',
    title: 'Rejected, % of all trials',
    errors: 'below',
    columns: lookColumns(looks.length, 'all'),
    rows: [
      ...hypotheses.map(({ name, rejected, looks: own }) =>
        row(name, name, [...own.map((one) => one.rejected), rejected]),
      ),
      ...(isOne
        ? []
        : [
            row('any', 'any, first at', [...looks.map((one) => one.any), any]),
            row('all', 'all, by', [...looks.map((one) => one.all), all]),
          ]),
      row('ends', 'trial ends', [...looks.map(({ ends }) => ends), { value: 1, mcse: 0 }]),
      ...(success
        ? [
            {
              key: 'success',
              cells: ['success', ...looks.map(() => NOTHING), shareCell(success, 'alternative')],
            },
          ]
        : []),
    ],
    ...(design.success !== null && { notes: [`Success: ${design.success}.`] }),
  };
}

/** The alpha that hypotheses have, and their boundaries at the least and the most of it. */
export function alphaTable({ boundaries, alternative, design }: HypothesesAnswer): Table {
  const { looks } = alternative;
  const ofHypothesis = (name: string): Row[] => {
    const { looks: own } = alternative.hypotheses.find((one) => one.name === name)!;
    const means = design.procedure === 'graph' && design.hypotheses.length > 1;
    return [
      ...(means
        ? [
            {
              key: `${name}_alpha`,
              cells: [`${name}, mean alpha`, ...own.map(({ alpha }) => figureCell(alpha.value, alpha.mcse))],
            },
          ]
        : []),
      ...boundaries
        .filter(({ hypothesis }) => hypothesis === name)
        .map(
          ({ alpha, looks: at }, i): Row => ({
            key: `${name}_z_${i + 1}`,
            cells: [
              `${means ? '  ' : `${name}, `}z at alpha ${plain(alpha, 6)}`,
              ...looks.map((_, k) => {
                const found = at.find((one) => one.look === k + 1);
                return found ? fixedCell(found.z, 4) : NOTHING;
              }),
            ],
            isDetail: means,
          }),
        ),
    ];
  };
  return {
    name: 'alpha',
    title: 'Alpha of each hypothesis, and boundaries at the mean number of events; each trial has its own',
    errors: 'below',
    columns: lookColumns(looks.length),
    rows: design.hypotheses.flatMap(({ name }) => ofHypothesis(name)),
  };
}

/** Familywise error under each configuration of true nulls. */
export function errorTable({ errors, design }: HypothesesAnswer): Table {
  const hypotheses = design.hypotheses.map(({ name }) => name);
  return {
    name: 'errors',
    title: 'Familywise error: % of trials that reject a true null hypothesis',
    columns: [
      { key: 'truth', heading: 'truth', isWord: true },
      { key: 'nulls', heading: 'true nulls', isWord: true },
      { key: 'familywise', heading: 'familywise', error: 'MCSE' },
      ...hypotheses.map((name): Column => ({ key: `rejected_${name}`, heading: name, error: 'MCSE' })),
    ],
    rows: errors.map(({ truth, nulls, familywise, rejected }) => ({
      key: truth,
      cells: [
        truth,
        nulls.join(', '),
        shareCell(familywise, 'null'),
        ...rejected.map((one, h) => shareCell(one, nulls.includes(hypotheses[h]!) ? 'null' : 'alternative')),
      ],
    })),
    notes: [`At alpha ${exactAlpha(design.alpha)}%.`],
  };
}

const exactAlpha = (alpha: number) => plain(100 * alpha, 4);

/** Events, patients and duration when the trial ends. */
export function expectedTable({ alternative, design }: DesignAndPower): Table {
  const { time, patients, events } = alternative.expected;
  const row = (key: string, name: string, cell: Cell): Row => ({ key, cells: [name, cell] });
  return {
    name: 'expected',
    title: 'When the trial ends: when all hypotheses are rejected, or at the last look that tests one',
    columns: [
      { key: 'quantity', heading: '', isWord: true },
      { key: 'mean', heading: 'mean', error: 'MCSE' },
    ],
    rows: [
      ...design.cohorts.map((name, c) => row(`events_${c + 1}`, `events of ${name}`, meanCell(events[c]!))),
      row('patients', 'patients entered', meanCell(patients)),
      row('time', `duration, ${design.unit}s`, meanCell(time)),
    ],
  };
}

/** The estimate of each hypothesis when the trial ends. */
export function estimatesTable({ alternative }: HypothesesAnswer): Table {
  const [first] = alternative.hypotheses;
  return {
    name: 'estimates',
    title: 'Estimates when the trial ends; a hazard ratio below 1 favours treatment',
    columns: [
      { key: 'hypothesis', heading: '', isWord: true },
      { key: 'kind', heading: 'estimate', isWord: true },
      { key: 'mean', heading: 'mean', error: 'MCSE' },
      ...first!.estimate.quantiles.map(
        ({ p }): Column => ({
          key: `quantile_${plain(100 * p)}`,
          heading: `${plain(100 * p)}%`,
          error: 'MCSE',
        }),
      ),
    ],
    rows: alternative.hypotheses.map(({ name, estimate: { kind, mean, quantiles } }) => ({
      key: name,
      cells: [name, kind, ...[mean, ...quantiles].map(meanCell)],
    })),
  };
}

/** The hypotheses with their shares of alpha and the ways of it. */
export function hypothesesTable({ design }: DesignAndPower): Table {
  const { hypotheses, alpha, procedure } = design;
  const isGraph = procedure === 'graph';
  return {
    name: 'hypotheses',
    title: isGraph ? 'Hypotheses and their graph' : "Hypotheses, by Hochberg's procedure",
    columns: [
      { key: 'name', heading: 'hypothesis', isWord: true },
      { key: 'endpoint', heading: 'endpoint', isWord: true },
      { key: 'population', heading: 'population', isWord: true },
      { key: 'planned', heading: 'planned events' },
      ...(isGraph
        ? [
            { key: 'weight', heading: 'weight' },
            { key: 'alpha', heading: 'alpha' },
            { key: 'transitions', heading: 'goes to', isWord: true },
          ]
        : []),
    ],
    rows: hypotheses.map(({ name, endpoint, population, planned, weight, transitions }) => ({
      key: name,
      cells: [
        name,
        endpoint,
        population ?? 'all',
        { value: planned, form: { as: 'count' } },
        ...(isGraph
          ? [
              alphaCell(weight),
              alphaCell(weight === null ? null : weight * alpha),
              transitions.map(({ to, share }) => `${to} ${plain(share, 4)}`).join(', ') || NOTHING,
            ]
          : []),
      ],
    })),
  };
}
