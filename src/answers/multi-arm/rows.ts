import { csv } from '../../media/csv.ts';
import type { MultiArmAnswer } from './schema.ts';

/** A row for each look and quantity: of the trial, of arms, of comparisons, and of truths. */
export function multiArmCsv({ alternative, design, errors }: MultiArmAnswer): string {
  type Figure = { value: number | null; mcse: number | null };
  const row = (look: number | null, of: string, quantity: string, { value, mcse }: Figure) => [
    ...[look, of, quantity, value, mcse],
  ];
  const ofLooks = alternative.looks.flatMap((one, k) => [
    ...(['reached', 'ends', 'any', 'time', 'active'] as const).map((key) =>
      row(k + 1, 'trial', key, one[key]),
    ),
    ...design.arms.flatMap(({ name }, a) => [
      row(k + 1, name, 'patients', one.patients[a]!),
      row(k + 1, name, 'events', one.events[a]!),
    ]),
    ...alternative.comparisons.flatMap(({ name, looks }) =>
      (['rejected', 'futile', 'notSelected', 'active'] as const).map((key) =>
        row(k + 1, name, key, looks[k]![key]),
      ),
    ),
  ]);
  const { any, all, best } = alternative;
  return csv(
    ['look', 'of', 'quantity', 'value', 'mcse'],
    [
      ...ofLooks,
      ...alternative.comparisons.map(({ name, rejected }) => row(null, name, 'rejected', rejected)),
      ...[row(null, 'trial', 'any', any), row(null, 'trial', 'all', all)],
      ...(best ? [row(null, 'trial', 'best', best)] : []),
      ...errors.map(({ truth, familywise }) => row(null, truth, 'familywise error', familywise)),
    ],
  );
}
