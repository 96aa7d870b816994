import type { Table } from '../../../media/table.ts';
import { type LooksByFormula, lookSummaries } from '../look-summary.ts';
import type { ClosedFormFigures, DesignSummary } from '../schema.ts';
import { gsDesign } from './gs-design.ts';
import { rpact } from './rpact.ts';
import type { Style } from './style.ts';

/** Tables in the manner of other programs. To add one, write its file and name it here. */
const styles: readonly Style[] = [rpact, gsDesign];

/** The names that `--style` takes. */
export const styleNames: readonly string[] = styles.map(({ name }) => name);

/** The looks of a design in the manner of another program, by the closed form. @param effect word for the estimate at a boundary */
export function styledTable(
  name: string,
  {
    design,
    boundaries,
    closedForm,
  }: LooksByFormula & { design: DesignSummary; closedForm: ClosedFormFigures },
  effect: string,
): Table {
  const style = styles.find((one) => one.name === name)!;
  return style.table({
    ...{ unit: design.unit, sides: design.sides, expected: closedForm.expected },
    looks: lookSummaries({ boundaries, closedForm }),
    effect,
    ratio: closedForm.averageHazardRatio,
  });
}
