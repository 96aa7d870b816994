import { countCell } from '../../media/cell.ts';
import type { Table } from '../../media/table.ts';
import type { ReconstructionAnswer } from './schema.ts';

/** Published numbers at risk and those of the reconstruction. */
export function atRiskTable({ atRisk }: ReconstructionAnswer): Table {
  return {
    name: 'at_risk',
    columns: ['time', 'published', 'reconstructed'].map((heading) => ({ key: heading, heading })),
    rows: atRisk.map(({ time, published, reconstructed }) => ({
      key: String(time),
      cells: [{ value: time, form: { as: 'plain' } }, countCell(published), countCell(reconstructed)],
    })),
  };
}
