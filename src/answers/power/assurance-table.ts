import { always, type Section } from '../../media/block.ts';
import { type Cell, percentCell } from '../../media/cell.ts';
import type { Row, Table } from '../../media/table.ts';
import { basisOf, driversTable, sizeColumns } from '../trial/assurance-tables.ts';
import { exactCell, NOTHING } from '../trial/cells.ts';
import type { AssuranceAnswer, PowerAnswer } from './schema.ts';

type AtSize = AssuranceAnswer['sizes'][number];

/** Assurance by size, and what drives it; nothing without draws. */
export function assuranceSections({ assurance, design }: PowerAnswer): Section[] {
  if (assurance === null) return [];
  return [
    always({ table: assuranceTable(assurance, design.sides) }),
    {
      blocks: [{ table: driversTable(assurance.sizes.at(-1)!.drivers) }],
      rank: 1,
      name: 'what drives the assurance',
    },
    always({ list: [basisOf(assurance)] }),
  ];
}

/** The power averaged over the uncertain numbers of the arms, by size. */
export function assuranceTable({ sizes }: AssuranceAnswer, sides: 1 | 2): Table {
  const row = (key: string, name: string, cell: (size: AtSize) => Cell, isDetail = false): Row => ({
    ...{ key, isDetail },
    cells: [name, ...sizes.map(cell)],
  });
  const shareOf = (of: (size: AtSize) => AtSize['assurance'] | undefined) => (size: AtSize) => {
    const share = of(size);
    return share?.value == null ? NOTHING : percentCell(share.value, share.mcse);
  };
  const [first] = sizes as [AtSize, ...AtSize[]];
  const hasEffect = sizes.some(({ effect }) => effect !== null);
  return {
    name: 'assurance',
    title: 'Assurance: probability of claiming benefit, averaged over the uncertainty of the arms, %',
    errors: 'below',
    columns: sizeColumns('quantity', sizes),
    rows: [
      row(
        'power',
        sides === 2 ? 'power for benefit, at the values given' : 'power, at the values given',
        shareOf(({ power }) => power),
      ),
      row(
        'assurance',
        'assurance',
        shareOf(({ assurance }) => assurance),
      ),
      ...(sizes.some(({ closedForm }) => closedForm !== null)
        ? [row('closed_form', 'closed form', ({ closedForm }) => exactCell(closedForm), true)]
        : []),
      ...first.passed.map((_, k) =>
        row(
          `passed_${k + 1}`,
          `if not stopped at look ${k + 1}`,
          shareOf(({ passed }) => passed[k]),
          true,
        ),
      ),
      ...(hasEffect
        ? [
            row(
              'effect',
              'draws with an effect: limit of assurance',
              shareOf(({ effect }) => effect?.exists),
            ),
            row(
              'if_effect',
              'claims in these',
              shareOf(({ effect }) => effect?.claimIfExists),
              true,
            ),
            row(
              'if_none',
              'claims in the others',
              shareOf(({ effect }) => effect?.claimIfNot),
              true,
            ),
          ]
        : []),
      ...(first.overDraws === null
        ? []
        : first.overDraws.quantiles.map(({ p }, k) =>
            row(
              `power_${p}`,
              `${k === 0 ? 'power over draws, ' : ''}${p === 0.5 ? 'median' : `${Math.round(100 * p)}% quantile`}`,
              ({ overDraws }) => ({
                value: overDraws?.quantiles[k]?.value ?? null,
                form: { as: 'percent', least: 1 },
              }),
              k > 0,
            ),
          )),
    ],
  };
}
