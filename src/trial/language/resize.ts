import type { TrialDesign } from '../design.ts';
import type { RawTrial } from './schema.ts';

/** What a search for a size varies; the rest of the design stays as its file says. */
export type Vary = 'patients' | 'events' | 'duration';

/**
 * The same design at another size, as its file would say it.
 *
 * - patients: planned events grow in proportion, so that the looks stay in place; of accrual, the duration or the
 *   rates stay, whichever the file gives
 * - events: the number of patients stays
 * - duration: as for patients, but accrual continues at its rate for longer
 *
 * @param base the design at the file's own size
 * @param size patients, or planned events
 */
export function resizeTrial(
  raw: RawTrial,
  base: Pick<TrialDesign, 'patients' | 'events' | 'accrual'>,
  vary: Vary,
  size: number,
): RawTrial {
  if (vary === 'events') return withEvents(raw, size / base.events!);
  const factor = size / base.patients;
  const { screened } = raw;
  const resized = withEvents(raw, factor);
  return {
    ...resized,
    ...(resized.analyses && {
      analyses: resized.analyses.map((analysis) =>
        analysis.patients === undefined
          ? analysis
          : { ...analysis, patients: Math.min(size, Math.max(1, Math.round(analysis.patients * factor))) },
      ),
    }),
    patients: size,
    ...(screened === undefined ? {} : { screened: Math.max(size, Math.round(screened * factor)) }),
    accrual: vary === 'duration' ? atItsRate(raw, base) : overItsDuration(raw, factor),
  };
}

function withEvents(raw: RawTrial, factor: number): RawTrial {
  const scaled = (events: number) => Math.max(1, Math.round(events * factor));
  return {
    ...raw,
    ...(raw.hypotheses && {
      hypotheses: Object.fromEntries(
        Object.entries(raw.hypotheses).map(([name, one]) => [
          name,
          one.events === undefined ? one : { ...one, events: scaled(one.events) },
        ]),
      ),
    }),
    ...(raw.events === undefined ? {} : { events: scaled(raw.events) }),
    ...(raw.analyses === undefined
      ? {}
      : {
          analyses: raw.analyses.map((analysis) => {
            const { events } = analysis;
            if (events === undefined) return analysis;
            return {
              ...analysis,
              events:
                typeof events === 'number'
                  ? scaled(events)
                  : Object.fromEntries(Object.entries(events).map(([name, count]) => [name, scaled(count)])),
            };
          }),
        }),
  };
}

/** With a duration given too, rates grow in proportion to the patients. */
function overItsDuration({ accrual }: RawTrial, factor: number): RawTrial['accrual'] {
  const { duration, rates, entry } = accrual;
  if (duration === undefined) return accrual;
  if (!rates) return { duration, entry };
  return {
    duration,
    entry,
    rates: rates.map((piece) => ({
      ...piece,
      rate: piece.rate * factor,
      ...(piece.to === undefined ? {} : { to: piece.to * factor }),
    })),
  };
}

function atItsRate(
  { accrual }: RawTrial,
  { accrual: { pattern } }: Pick<TrialDesign, 'accrual'>,
): RawTrial['accrual'] {
  const { duration, rate, rates, entry } = accrual;
  if (duration === undefined) return accrual;
  return rates ? { rates, entry } : { rate: rate ?? pattern[0]!.rate, entry };
}
