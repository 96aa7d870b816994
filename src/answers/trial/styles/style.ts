import type { Table } from '../../../media/table.ts';
import type { LookSummary } from '../look-summary.ts';

/** What a table in the manner of another program is made of. */
export interface StyledDesign {
  unit: string;
  sides: 1 | 2;
  looks: readonly LookSummary[];
  /** word for the estimate at a boundary: hazard ratio, difference, share */
  effect: string;
  /** expected estimate of Cox's model under the alternative; null: no hazard ratio */
  ratio: number | null;
  /** expected under the alternative when the trial stops */
  expected: { time: number; events: number; patients: number };
}

/** A table of the looks of a design in the manner of another program, for readers who know that one. */
export interface Style {
  /** as `--style` names it */
  name: string;
  table(design: StyledDesign): Table;
}
