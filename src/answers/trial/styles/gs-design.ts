import type { Cell } from '../../../media/cell.ts';
import { plain, whole } from '../../../media/numbers.ts';
import type { Row } from '../../../media/table.ts';
import { fixedCell, NOTHING } from '../cells.ts';
import type { LookSummary } from '../look-summary.ts';
import type { Style } from './style.ts';

/** Rows as `gsBoundSummary` of gsDesign prints them: a block of rows for each analysis, bounds as columns. */
export const gsDesign: Style = {
  name: 'gsdesign',
  table({ unit, sides, looks, effect, ratio }) {
    const last = looks.length - 1;
    const isRatio = effect === 'hazard ratio';
    const word = isRatio ? '~HR at bound' : `~${effect} at bound`;
    const without = isRatio ? 'P(Cross) if HR=1' : 'P(Cross) without an effect';
    const under = ratio === null ? 'P(Cross) under H1' : `P(Cross) if HR=${plain(ratio)}`;
    const hasFutility = looks.some(({ futility }) => futility !== null);
    return {
      name: 'style_gsdesign',
      title: `Analyses, by the closed form, in the manner of gsDesign${sides === 2 ? '; both sides together' : ''}`,
      columns: [
        { key: 'analysis', heading: 'Analysis', isWord: true },
        { key: 'value', heading: 'Value', isWord: true },
        { key: 'efficacy', heading: 'Efficacy' },
        ...(hasFutility ? [{ key: 'futility', heading: 'Futility' }] : []),
      ],
      rows: looks.flatMap((look, k): Row[] => {
        const { efficacy, futility } = look;
        const labels = [
          k === last ? 'Final' : `IA ${k + 1}: ${Math.round(100 * look.fraction)}%`,
          `N: ${whole(Math.ceil(look.patients - 1e-6))}`,
          `Events: ${whole(Math.ceil(look.events - 1e-6))}`,
          `${unit[0]!.toUpperCase()}${unit.slice(1)}: ${Math.round(look.time)}`,
          '',
        ];
        const cell = (
          one: LookSummary['efficacy'],
          of: (boundary: NonNullable<LookSummary['efficacy']>) => number | null,
        ): Cell => (one ? fixedCell(of(one), 4) : NOTHING);
        const values: [string, Cell, Cell][] = [
          ['Z', cell(efficacy, ({ z }) => z), cell(futility, ({ z }) => z)],
          ['p (1-sided)', cell(efficacy, ({ p }) => p), cell(futility, ({ p }) => p)],
          [word, cell(efficacy, ({ effect }) => effect), cell(futility, ({ effect }) => effect)],
          [without, fixedCell(look.alphaSpent, 4), look.obeyed ? fixedCell(look.obeyed.null, 4) : NOTHING],
          [under, fixedCell(look.power, 4), look.obeyed ? fixedCell(look.obeyed.alternative, 4) : NOTHING],
        ];
        return values.map(([name, first, second], v) => ({
          key: `look_${k + 1}_${v + 1}`,
          cells: [labels[v]!, name, first, ...(hasFutility ? [second] : [])],
        }));
      }),
      notes: ['P(Cross) is cumulative; for efficacy, futility that is not binding is ignored.'],
    };
  },
};
