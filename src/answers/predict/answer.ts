import { exp, ln } from '../../math/elementary.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Predicted, Prediction } from '../../study/predict/index.ts';
import { timeOfLnSurvival } from '../../survival/parametric/fit.ts';
import type { SimulatedQuantile } from '../../trial/operating-characteristics.ts';
import type { PredictAnswer, PredictedFigure } from './schema.ts';

export interface PredictParts {
  prediction: Prediction;
  unit: string;
  planned: number;
  /** whether the law was asked for; otherwise it is the one of least AIC */
  isLawAsked: boolean;
  /** largest number of events that the patients allow */
  provenance: PredictAnswer['provenance'];
}

/** Puts the whole answer of `predict` together. */
export function predictAnswer({
  prediction,
  unit,
  planned,
  isLawAsked,
  provenance,
}: PredictParts): PredictAnswer {
  const { at, accrual, loss, laws, law, lastPatient, dates, counts } = prediction;
  const answer = {
    provenance,
    unit,
    planned: { patients: planned },
    at,
    accrual: accrual && rateOf(accrual),
    loss: rateOf(loss),
    law: law.name,
    laws: laws.map(({ name, location, lnScale, logLikelihood, aic }) => ({
      ...{ name, location, logLikelihood, aic },
      scale: exp(lnScale),
      median: timeOfLnSurvival(name, location, lnScale, -ln(2)),
    })),
    lastPatient: lastPatient && figureOf(lastPatient),
    dates: dates.map(({ events, date, reached }) => ({ events, date: figureOf(date), reached })),
    eventsByTime: counts.map(({ time, mean, events }) => ({ time, mean, events: figureOf(events) })),
    notes: notesOf(prediction, isLawAsked),
  };
  return { ...answer, sentence: sentenceOf(answer) };
}

const rateOf = ({ count, exposure, mean, lower, upper }: Prediction['loss']) => ({
  ...{ count, exposure, mean, lower, upper },
});

function figureOf({ median, quantiles }: Predicted): PredictedFigure {
  const own = ({ value, mcse }: SimulatedQuantile) => ({
    value: value < Infinity ? value : null,
    mcse: Number.isFinite(mcse) ? mcse : null,
  });
  return { median: own(median), quantiles: quantiles.map((one) => ({ p: one.p, ...own(one) })) };
}

/** `At month 20: 300 of 600 patients, 85 events. Event 201 is expected at month 31.2 (95% 28.9 to 34.0).` */
function sentenceOf({ at, unit, planned, dates, lastPatient }: Omit<PredictAnswer, 'sentence'>): string {
  const words = (figure: PredictedFigure) => {
    const [lower, upper] = [
      figure.quantiles.find(({ p }) => p === 0.025)!,
      figure.quantiles.find(({ p }) => p === 0.975)!,
    ];
    const end = (value: number | null) => (value === null ? 'never' : plain(value, 1));
    return `${unit} ${end(figure.median.value)} (95% ${end(lower.value)} to ${end(upper.value)})`;
  };
  const last = lastPatient ? ` The last patient is expected at ${words(lastPatient)}.` : '';
  const events = dates.map(({ events, date }) =>
    events <= at.events
      ? ` Event ${whole(events)} was at ${unit} ${plain(date.median.value!, 1)}.`
      : ` Event ${whole(events)} is expected at ${words(date)}.`,
  );
  return `At ${unit} ${plain(at.cut, 2)}: ${whole(at.patients)} of ${whole(planned.patients)} patients randomised, ${whole(at.events)} events, ${whole(at.ongoing)} under follow-up, ${whole(at.lost)} lost.${last}${events.join('')}`;
}

function notesOf({ law, laws, dates, accrual, at }: Prediction, isLawAsked: boolean): string[] {
  const notes = [
    'One law stands for all arms together, since the data are blinded. Intervals contain what the data leave open of the rates and of the numbers of that law, and the chance of the course; they do not contain the choice of the law.',
  ];
  const [best] = laws;
  if (isLawAsked && best!.name !== law.name)
    notes.push(
      `The ${best!.name} law fits better: its AIC is lower by ${plain(law.aic - best!.aic, 1)}; the dates are those of the ${law.name} law, as asked.`,
    );
  const near = laws.filter((one) => one !== law && one.aic < law.aic + 2).map(({ name }) => name);
  if (near.length > 0)
    notes.push(
      `${near.join(' and ')} fit${near.length === 1 ? 's' : ''} about as well (AIC within 2): --law shows the dates by ${near.length === 1 ? 'it' : 'each'}.`,
    );
  for (const { events, reached } of dates)
    if (reached.value < 0.975)
      notes.push(
        `Event ${whole(events)} comes in ${plain(100 * reached.value, 1)}% of the draws only: too few patients are left who can have it.`,
      );
  if (accrual && accrual.count < 20)
    notes.push(`Only ${accrual.count} entries tell the rate of those to come.`);
  if (at.events < 20) notes.push(`Only ${at.events} events tell the law of their time.`);
  return notes;
}
