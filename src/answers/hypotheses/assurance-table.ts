import { always, type Section } from '../../media/block.ts';
import { type Cell, percentCell } from '../../media/cell.ts';
import type { Row, Table } from '../../media/table.ts';
import { basisOf, driversTable, sizeColumns } from '../trial/assurance-tables.ts';
import { NOTHING } from '../trial/cells.ts';
import type { HypothesesAnswer } from './schema.ts';

type Assurance = NonNullable<HypothesesAnswer['assurance']>;
type AtSize = Assurance['sizes'][number];

/** Assurance of each hypothesis, of any, of all and of a success, by size, and what drives it; nothing without draws. */
export function hypothesesAssuranceSections({ assurance, design }: HypothesesAnswer): Section[] {
  if (assurance === null) return [];
  const { sizes } = assurance;
  const last = sizes[sizes.length - 1]!;
  const driven = last.success
    ? { name: 'a success', of: last.success }
    : { name: 'any rejection', of: last.any };
  const { drivers } = driven.of;
  return [
    always({ table: hypothesesAssuranceTable(assurance, design) }),
    {
      blocks: drivers.length === 0 ? [] : [{ table: driversTable(drivers, `the chance of ${driven.name}`) }],
      rank: 1,
      name: 'what drives the assurance',
    },
    always({ list: [basisOf(assurance)] }),
  ];
}

function hypothesesAssuranceTable(
  { sizes }: Assurance,
  { hypotheses, success }: HypothesesAnswer['design'],
): Table {
  const row = (key: string, name: string, of: (size: AtSize) => AtSize['any'] | null): Row[] => {
    const own = sizes.map(of);
    const quantile = (p: number): Cell[] =>
      own.map((one) => ({
        value: one?.overDraws?.quantiles.find((found) => found.p === p)?.value ?? null,
        form: { as: 'percent', least: 1 },
      }));
    const hasQuantiles = own.some((one) => (one?.overDraws?.quantiles.length ?? 0) > 0);
    return [
      {
        key,
        cells: [
          name,
          ...own.map((one) =>
            one?.assurance.value == null ? NOTHING : percentCell(one.assurance.value, one.assurance.mcse),
          ),
        ],
      },
      ...(hasQuantiles
        ? [
            { key: `${key}_5`, cells: ['power over draws, 5% quantile', ...quantile(0.05)], isDetail: true },
            { key: `${key}_95`, cells: ['95% quantile', ...quantile(0.95)], isDetail: true },
          ]
        : []),
    ];
  };
  return {
    name: 'assurance',
    title: 'Assurance: probability of rejecting, averaged over the uncertainty of the arms, %',
    errors: 'below',
    columns: sizeColumns('quantity', sizes),
    rows: [
      ...hypotheses.flatMap(({ name }, h) => row(name, name, (size) => size.hypotheses[h]!)),
      ...(hypotheses.length > 1
        ? [...row('any', 'any', ({ any }) => any), ...row('all', 'all', ({ all }) => all)]
        : []),
      ...(success === null ? [] : row('success', 'success', (size) => size.success)),
    ],
  };
}
