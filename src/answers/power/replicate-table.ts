import { plain, whole } from '../../media/numbers.ts';
import { type Column, table } from '../../media/text/table.ts';
import type { TrialDesign } from '../../trial/design.ts';
import type { ReplicateAlone } from '../../trial/replicate-alone.ts';

const ends: Record<ReplicateAlone['decision'], string> = {
  efficacy: 'stopped for efficacy',
  futility: 'stopped for futility',
  opposite: 'claimed the opposite effect',
  none: 'ended without a claim',
};

/** What each look of one simulated trial saw, and how it ended. */
export function replicateTables(found: ReplicateAlone, design: TrialDesign, name: number): string {
  const { looks, decision, screened, patients } = found;
  const { unit, boundaries } = design;
  const columns: Column[] = [
    { heading: 'look' },
    ...[unit, 'patients', 'events', 'z', 'efficacy', 'futility', 'estimate'].map((heading) => ({ heading })),
  ];
  const number = (value: number) => (Number.isFinite(value) ? value.toFixed(4) : '-');
  const rows = looks.map((look, k) => [
    String(k + 1),
    plain(look.time, 4),
    whole(look.patients),
    whole(look.events),
    number(look.z),
    number(boundaries.efficacy[k]!),
    number(boundaries.futility[k]!),
    number(look.estimate),
  ]);
  const seen = patients.filter(({ time }) => time !== null).length;
  const all = screened === patients.length ? '' : `, of ${whole(screened)} screened`;
  return `Trial ${whole(name)} ${ends[decision]} at look ${looks.length}; ${whole(seen)} patients by then${all}\n\n${table(columns, rows)}`;
}
