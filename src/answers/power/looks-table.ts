import { plain, standardError, whole } from '../../media/numbers.ts';
import { table } from '../../media/text/table.ts';
import { effectWord, lookColumns, meanCell, smallP } from '../trial/cells.ts';
import type { ClosedFormFigures, DesignSummary, SimulatedFigure } from '../trial/schema.ts';
import type { PowerAnswer } from './schema.ts';

/** When looks take place, what they have by then, and their boundaries on every scale. */
export function looksTable({ design, boundaries, alternative, closedForm }: PowerAnswer): string {
  const { looks, unit, sides } = design;
  const effect = effectWord(alternative.estimate.kind);
  const row = (name: string, cells: readonly string[]) => [name, ...cells];
  const simulated = (name: string, of: (k: number) => SimulatedFigure) =>
    looks.flatMap((_, k) => of(k)).length === 0
      ? []
      : [
          row(
            name,
            looks.map((_, k) => meanCell(of(k))),
          ),
          row(
            '  MCSE',
            looks.map((_, k) => standardError(of(k).mcse)),
          ),
        ];
  const expected = (of: (look: ClosedFormFigures['looks'][number]) => number, decimals: number) =>
    closedForm
      ? [
          row(
            '  closed form',
            closedForm.looks.map((look) => of(look).toFixed(decimals)),
          ),
        ]
      : [];
  const bound = (side: 'efficacy' | 'futility', title: string) => {
    if (boundaries.every((one) => one[side] === null)) return [];
    const cells = (show: (one: NonNullable<(typeof boundaries)[number]['efficacy']>) => string) =>
      boundaries.map((one) => (one[side] ? show(one[side]) : '-'));
    const hasEffect = boundaries.some((one) => one[side] !== null && one[side].effect !== null);
    return [
      row(
        `${title}, z`,
        cells(({ z }) => z.toFixed(4)),
      ),
      row(
        '  p, one-sided',
        cells(({ p }) => smallP(p)),
      ),
      ...(hasEffect
        ? [
            row(
              `  ${effect}`,
              cells(({ effect: e }) => (e === null ? '-' : e.toFixed(4))),
            ),
          ]
        : []),
    ];
  };
  const found = alternative.looks;
  return table(lookColumns(looks.length), [
    row(
      'planned at',
      looks.map((look) => plannedAt(look, unit)),
    ),
    row(
      design.information === null ? 'information fraction' : `information fraction (${design.information})`,
      boundaries.map(({ fraction }) => fraction.toFixed(3)),
    ),
    ...simulated(`${unit} of the look`, (k) => found[k]!.time),
    ...expected(({ time }) => time, 2),
    ...simulated('events', (k) => found[k]!.events),
    ...expected(({ events }) => events, 1),
    ...simulated('patients entered', (k) => found[k]!.patients),
    ...expected(({ patients }) => patients, 1),
    ...bound('efficacy', sides === 2 ? 'efficacy, either side' : 'efficacy'),
    ...bound('futility', `futility, ${design.binding ? 'binding' : 'non-binding'}`),
  ]);
}

function plannedAt({ events, time, rule }: DesignSummary['looks'][number], unit: string): string {
  const parts = [
    ...(events === undefined ? [] : [`${whole(events)} events`]),
    ...(time === undefined ? [] : [`${unit} ${plain(time, 1)}`]),
  ];
  return parts.join(rule === 'first' ? ' or ' : ' and ');
}
