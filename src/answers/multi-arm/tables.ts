import type { Cell } from '../../media/cell.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Column, Row, Table } from '../../media/table.ts';
import { exactCell, fixedCell, lookColumns, meanCell, NOTHING, shareCell } from '../trial/cells.ts';
import type { MultiArmAnswer } from './schema.ts';

type Look = MultiArmAnswer['design']['looks'][number];
type Share = Parameters<typeof shareCell>[0];

const rowOf = (key: string, name: string, cells: Cell[]): Row => ({ key, cells: [name, ...cells] });

/** The looks: when they are, what the arms have by then, and how many go on. */
export function looksTable({ design, alternative }: MultiArmAnswer): Table {
  const { looks, unit, arms } = design;
  const own = alternative.looks;
  const hasSelection = looks.some(({ select }) => select !== null);
  const hasFutility = looks.some(({ futility }) => futility !== null);
  return {
    name: 'looks',
    title: 'Looks: means over the trials that reach them',
    errors: 'below',
    columns: lookColumns(looks.length),
    rows: [
      rowOf(
        'planned_at',
        'planned at',
        looks.map((one) => plannedAt(one, unit)),
      ),
      rowOf(
        'fraction',
        'information fraction',
        looks.map(({ fraction }) => fixedCell(fraction, 3)),
      ),
      ...(hasFutility
        ? [
            rowOf(
              'futility',
              'an arm is dropped at z of at most',
              looks.map(({ futility }) => fixedCell(futility, 4)),
            ),
          ]
        : []),
      ...(hasSelection
        ? [
            rowOf(
              'select',
              'go on',
              looks.map(({ select }) => select ?? NOTHING),
            ),
          ]
        : []),
      rowOf(
        'reached',
        'reached by, % of trials',
        own.map(({ reached }) => shareCell(reached, 'alternative')),
      ),
      rowOf(
        'time',
        `${unit} of the look`,
        own.map(({ time }) => meanCell(time)),
      ),
      ...arms.map(({ title, name }, a) =>
        rowOf(
          `events_${name}`,
          `events, ${title}`,
          own.map(({ events }) => meanCell(events[a]!)),
        ),
      ),
      ...arms.map(({ title, name }, a) =>
        rowOf(
          `patients_${name}`,
          `patients, ${title}`,
          own.map(({ patients }) => meanCell(patients[a]!)),
        ),
      ),
      ...(looks.length > 1
        ? [
            rowOf(
              'active',
              'experimental arms that go on',
              own.map(({ active }, k) => (k === own.length - 1 ? NOTHING : meanCell(active))),
            ),
          ]
        : []),
    ],
  };
}

function plannedAt({ events, time, rule }: Look, unit: string): string {
  const parts = [
    ...events.map(({ of, count }) => `${whole(count)}${of === 'all' ? ' events' : ` ${of}`}`),
    ...(time === undefined ? [] : [`${unit} ${plain(time, 1)}`]),
  ];
  return parts.join(rule === 'first' ? ' or ' : ' and ');
}

/** The power of each comparison, of any and of all, by the look at which it is reached. */
export function powerTable({ alternative, design }: MultiArmAnswer): Table {
  const { looks, comparisons, any, all, best } = alternative;
  const row = (key: string, name: string, own: readonly Share[]) =>
    rowOf(
      key,
      name,
      own.map((one) => shareCell(one, 'alternative')),
    );
  const last = (key: string, name: string, one: Share) =>
    rowOf(key, name, [...looks.map(() => NOTHING), shareCell(one, 'alternative')]);
  const isOne = comparisons.length === 1;
  return {
    name: 'power',
    title: 'Rejected, % of all trials',
    errors: 'below',
    columns: lookColumns(looks.length, 'all'),
    rows: [
      ...comparisons.map(({ name, rejected, looks: own }, i) =>
        row(name, design.arms[i + 1]!.title, [...own.map((one) => one.rejected), rejected]),
      ),
      ...(isOne
        ? []
        : [
            row('any', 'any, first at', [...looks.map((one) => one.any), any]),
            last('all', 'all', all),
            ...(best ? [last('best', 'the best arm', best)] : []),
          ]),
      row('ends', 'trial ends', [...looks.map(({ ends }) => ends), { value: 1, mcse: 0 }]),
    ],
  };
}

/** What becomes of each experimental arm at each interim look. */
export function armsTable({ alternative, design }: MultiArmAnswer): Table {
  const interim = alternative.looks.length - 1;
  const { looks } = design;
  const rows = alternative.comparisons.flatMap(({ name, looks: own }, i) => {
    const title = design.arms[i + 1]!.title;
    const row = (key: string, words: string, each: (look: (typeof own)[number]) => Share): Row => ({
      ...rowOf(
        `${name}_${key}`,
        words,
        own.slice(0, interim).map((look) => shareCell(each(look), 'alternative')),
      ),
      isDetail: key !== 'active',
    });
    return [
      row('active', `${title} goes on`, ({ active }) => active),
      row('rejected', '  rejected', ({ rejected }) => rejected),
      ...(looks.some(({ futility }) => futility !== null)
        ? [row('futile', '  futility', ({ futile }) => futile)]
        : []),
      ...(looks.some(({ select }) => select !== null)
        ? [row('not_selected', '  not selected', ({ notSelected }) => notSelected)]
        : []),
    ];
  });
  return {
    name: 'arms',
    title: 'What becomes of the arms at each interim look, % of all trials',
    errors: 'below',
    columns: lookColumns(alternative.looks.length).slice(0, interim + 1),
    rows,
  };
}

/** Familywise error under each configuration of true nulls. */
export function errorTable({ errors, design, closedForm }: MultiArmAnswer): Table {
  const { arms } = design;
  const names = arms.slice(1).map(({ name }) => name);
  const exact = closedForm?.any.at(-1);
  return {
    name: 'errors',
    title: 'Familywise error: % of trials that reject an arm without an effect',
    columns: [
      { key: 'truth', heading: 'truth', isWord: true },
      { key: 'familywise', heading: 'familywise', error: 'MCSE' },
      ...names.map((name): Column => ({ key: `rejected_${name}`, heading: name, error: 'MCSE' })),
    ],
    rows: errors.map(({ truth, nulls, familywise, rejected }) => ({
      key: truth,
      cells: [
        truth,
        shareCell(familywise, 'null'),
        ...rejected.map((one, i) => shareCell(one, nulls.includes(names[i]!) ? 'null' : 'alternative')),
      ],
    })),
    notes: [
      `At alpha ${plain(100 * design.alpha, 4)}%.${exact === undefined ? '' : ` By exact integration at most ${plain(100 * exact, 4)}% where no arm has an effect${design.isBinding ? '' : ', whichever arms are dropped'}.`}`,
    ],
  };
}

/** The efficacy boundaries of each set of comparisons that is tested together. */
export function boundariesTable({ boundaries, design }: MultiArmAnswer): Table {
  const { looks, procedure } = design;
  const isDunnett = procedure.startsWith('dunnett');
  return {
    name: 'boundaries',
    title: isDunnett
      ? 'Efficacy boundaries on z of each set of comparisons'
      : 'Efficacy boundaries on z of each comparison, at its alpha',
    columns: lookColumns(looks.length).map(({ error: _, ...column }) => column),
    rows: boundaries.map(({ comparisons, alpha, efficacy }, i) =>
      rowOf(
        `boundary_${i + 1}`,
        isDunnett ? comparisons.join(', ') : `${comparisons.join('')} at alpha ${plain(alpha, 6)}`,
        efficacy.map(({ z }) => fixedCell(z, 4)),
      ),
    ),
  };
}

/** Events, patients and duration when the trial ends. */
export function expectedTable({ alternative, design }: MultiArmAnswer): Table {
  const { time, patients, events, all } = alternative.expected;
  return {
    name: 'expected',
    title: 'When the trial ends; patients of a dropped arm are followed until it is dropped',
    errors: 'below',
    columns: [
      { key: 'quantity', heading: '', isWord: true },
      ...design.arms.map(({ name, title }): Column => ({ key: name, heading: title, error: 'MCSE' })),
      { key: 'all', heading: 'all', error: 'MCSE' },
    ],
    rows: [
      rowOf('patients', 'patients', [...patients.map(meanCell), meanCell(all)]),
      rowOf('events', 'events', [...events.map(meanCell), NOTHING]),
      rowOf('time', `duration, ${design.unit}s`, [...design.arms.map(() => NOTHING), meanCell(time)]),
    ],
  };
}

/** The estimate of each comparison when it ended. */
export function estimatesTable({ alternative, design }: MultiArmAnswer): Table {
  const [first] = alternative.comparisons;
  return {
    name: 'estimates',
    title: 'Estimates when each comparison ends, against control; a hazard ratio below 1 favours treatment',
    columns: [
      { key: 'comparison', heading: '', isWord: true },
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
    rows: alternative.comparisons.map(({ name, estimate: { kind, mean, quantiles } }, i) => ({
      key: name,
      cells: [design.arms[i + 1]!.title, kind, ...[mean, ...quantiles].map(meanCell)],
    })),
  };
}

/** The familywise error by each look by exact integration. */
export function closedFormTable({ closedForm, design }: MultiArmAnswer): Table | undefined {
  if (!closedForm || design.looks.length < 2) return undefined;
  return {
    name: 'closed_form',
    title: 'Familywise error by each look where no arm has an effect, by exact integration, %',
    columns: lookColumns(design.looks.length).map(({ error: _, ...column }) => column),
    rows: [rowOf('any', 'any rejected by', closedForm.any.map(exactCell))],
  };
}
