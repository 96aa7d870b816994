import { csv } from '../../media/csv.ts';
import type { HypothesesAnswer } from './schema.ts';

/** A row for each look and quantity, of hypotheses, of all of them together, and of cohorts. */
export function hypothesesCsv({ alternative, design, errors }: HypothesesAnswer): string {
  type Figure = { value: number | null; mcse: number | null };
  const row = (look: number | null, of: string, quantity: string, { value, mcse }: Figure) => [
    ...[look, of, quantity, value, mcse],
  ];
  const ofLooks = alternative.looks.flatMap((one, k) => [
    ...(['reached', 'ends', 'any', 'all', 'time', 'patients'] as const).map((key) =>
      row(k + 1, 'trial', key, one[key]),
    ),
    ...design.cohorts.map((name, c) => row(k + 1, name, 'events', one.events[c]!)),
    ...alternative.hypotheses.flatMap(({ name, looks }) => [
      row(k + 1, name, 'rejected', looks[k]!.rejected),
      row(k + 1, name, 'alpha', looks[k]!.alpha),
    ]),
  ]);
  const { any, all, success } = alternative;
  return csv(
    ['look', 'of', 'quantity', 'value', 'mcse'],
    [
      ...ofLooks,
      ...alternative.hypotheses.map(({ name, rejected }) => row(null, name, 'rejected', rejected)),
      ...[row(null, 'trial', 'any', any), row(null, 'trial', 'all', all)],
      ...(success ? [row(null, 'trial', 'success', success)] : []),
      ...errors.map(({ truth, familywise }) => row(null, truth, 'familywise error', familywise)),
    ],
  );
}
