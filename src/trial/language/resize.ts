import type { TrialDesign } from '../design.ts';
import type { RawTrial } from './schema.ts';

/** What is varied until a design has a power: all else stays as the file says it. */
export type Vary = 'patients' | 'events' | 'duration';

/**
 * The same design at another size, as its file would say it.
 *
 * - patients: planned events grow with them, so that the looks keep their place; the duration of accrual or its rates
 *   stay, whichever the file gives
 * - events: patients stay
 * - duration: as patients, but the rate of accrual stays, and accrual goes on for longer
 *
 * @param base the design at the file's own size
 * @param size patients, or planned events
 */
export function resizeTrial(raw: RawTrial, base: TrialDesign, vary: Vary, size: number): RawTrial {
  if (vary === 'events') return withEvents(raw, size / base.events!);
  const factor = size / base.patients;
  const { screened } = raw;
  return {
    ...withEvents(raw, factor),
    patients: size,
    ...(screened === undefined ? {} : { screened: Math.max(size, Math.round(screened * factor)) }),
    accrual: vary === 'duration' ? atItsRate(raw, base) : overItsDuration(raw, factor),
  };
}

function withEvents(raw: RawTrial, factor: number): RawTrial {
  const scaled = (events: number) => Math.max(1, Math.round(events * factor));
  return {
    ...raw,
    ...(raw.events === undefined ? {} : { events: scaled(raw.events) }),
    ...(raw.analyses === undefined
      ? {}
      : {
          analyses: raw.analyses.map((one) =>
            one.events === undefined ? one : { ...one, events: scaled(one.events) },
          ),
        }),
  };
}

/** Rates say nothing of a duration that is given too: they grow with the patients. */
function overItsDuration({ accrual }: RawTrial, factor: number): RawTrial['accrual'] {
  const { duration, rates, entry } = accrual;
  if (duration === undefined) return accrual;
  if (!rates) return { duration, entry };
  return {
    duration,
    entry,
    rates: rates.map((one) => ({
      ...one,
      rate: one.rate * factor,
      ...(one.to === undefined ? {} : { to: one.to * factor }),
    })),
  };
}

function atItsRate({ accrual }: RawTrial, { accrual: { pattern } }: TrialDesign): RawTrial['accrual'] {
  const { duration, rate, rates, entry } = accrual;
  if (duration === undefined) return accrual;
  return rates ? { rates, entry } : { rate: rate ?? pattern[0]!.rate, entry };
}
