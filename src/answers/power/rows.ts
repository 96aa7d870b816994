import { csv } from '../../media/csv.ts';
import type { Characteristics } from '../trial/schema.ts';
import type { ReplicateAnswer } from './replicate-schema.ts';
import type { PowerAnswer } from './schema.ts';

/** A row for each truth, look and quantity. */
export function looksCsv({
  alternative,
  null: none,
  nullFutilityObeyed: obeyed,
  closedForm,
  boundaries,
}: PowerAnswer): string {
  const kinds = [
    'reached',
    'efficacy',
    'futility',
    'opposite',
    'time',
    'events',
    'patients',
    'short',
    'withoutStatistic',
  ] as const;
  const isThere = (one: Characteristics | null) => one !== null;
  const rows = [alternative, none, obeyed].filter(isThere).flatMap((characteristics) => {
    const { looks } = characteristics;
    const truth = characteristics === obeyed ? 'null with futility obeyed' : characteristics.truth;
    return looks.flatMap((look, k) =>
      kinds.map((kind) => {
        const expected = closedForm?.looks[k];
        const chance = kind === 'efficacy' || kind === 'futility' || kind === 'opposite';
        const closed =
          !expected || characteristics === obeyed
            ? null
            : chance
              ? (truth === 'null' ? expected.null : expected)[kind]
              : truth === 'alternative' && (kind === 'time' || kind === 'events' || kind === 'patients')
                ? expected[kind]
                : null;
        return [truth, k + 1, kind, look[kind].value, look[kind].mcse, closed];
      }),
    );
  });
  const bounds = boundaries.flatMap(({ fraction, efficacy, futility }, k) => [
    ['plan', k + 1, 'information fraction', fraction, null, null],
    ['plan', k + 1, 'efficacy z', efficacy?.z ?? null, null, null],
    ['plan', k + 1, 'efficacy p', efficacy?.p ?? null, null, null],
    ['plan', k + 1, 'efficacy effect', efficacy?.effect ?? null, null, null],
    ['plan', k + 1, 'futility z', futility?.z ?? null, null, null],
  ]);
  return csv(['truth', 'look', 'quantity', 'value', 'mcse', 'closed_form'], [...bounds, ...rows]);
}

/**
 * The patients of one trial at the look where it stopped, in the format that `sojourn analyse` and R read: status 1 is
 * the event. A patient who was not yet randomised has no time.
 */
export function patientsCsv({ patients }: Pick<ReplicateAnswer, 'patients'>): string {
  const hasStrata = patients.some(({ stratum }) => stratum !== undefined);
  return csv(
    ['patient', 'arm', ...(hasStrata ? ['stratum'] : []), 'randomised', 'time', 'status'],
    patients.map(({ arm, stratum, randomised, time, event }, i) => [
      i + 1,
      arm,
      ...(hasStrata ? [stratum] : []),
      randomised,
      time,
      event === null ? null : event ? 1 : 0,
    ]),
  );
}
