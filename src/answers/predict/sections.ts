import { always, type Section } from '../../media/block.ts';
import { figureCell, percentCell } from '../../media/cell.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Row, Table } from '../../media/table.ts';
import type { PredictAnswer, PredictedFigure } from './schema.ts';

/** Rows of the printed table of events by time. */
const PRINTED = 7;

/** The sections of the printed answer of `predict`. */
export function predictSections(answer: PredictAnswer): Section[] {
  return [
    always({ paragraph: answer.sentence }),
    always({ table: datesTable(answer) }),
    { blocks: [{ table: eventsTable(answer) }], rank: 1, name: 'events by time' },
    { blocks: [{ table: lawsTable(answer) }], rank: 2, name: 'laws fitted' },
    { blocks: [{ table: ratesTable(answer) }], rank: 3, name: 'rates' },
    always({ list: answer.notes }),
  ];
}

const columns = [
  { key: 'median', heading: 'median', error: 'MCSE' as const },
  { key: 'lower_80', heading: '10%' },
  { key: 'upper_80', heading: '90%' },
  { key: 'lower_95', heading: '2.5%', error: 'MCSE' as const },
  { key: 'upper_95', heading: '97.5%', error: 'MCSE' as const },
];

function cellsOf({ median, quantiles }: PredictedFigure) {
  const at = (share: number) => {
    const { value, mcse } = quantiles.find(({ p }) => p === share)!;
    return figureCell(value, mcse, 'never');
  };
  return [figureCell(median.value, median.mcse, 'never'), at(0.1), at(0.9), at(0.025), at(0.975)];
}

export function datesTable({ dates, lastPatient, unit, at }: PredictAnswer): Table {
  const rows: Row[] = dates.map(({ events, date, reached }) => ({
    key: `event_${events}`,
    cells: [
      events <= at.events ? `event ${whole(events)}, seen` : `event ${whole(events)}`,
      ...cellsOf(date),
      percentCell(reached.value, reached.mcse),
    ],
  }));
  return {
    name: 'dates',
    title: `Dates, in ${unit}s since the first patient could enter`,
    columns: [
      { key: 'what', heading: '', isWord: true },
      ...columns,
      { key: 'reached', heading: 'comes, %', error: 'MCSE' },
    ],
    rows: [
      ...rows,
      ...(lastPatient
        ? [{ key: 'last_patient', cells: ['last patient', ...cellsOf(lastPatient), '-'] }]
        : []),
    ],
  };
}

export function eventsTable({ eventsByTime, unit }: PredictAnswer, most = PRINTED): Table {
  const step = Math.max(1, Math.floor((eventsByTime.length - 1) / (most - 1)));
  return {
    name: 'events_by_time',
    title: 'Events by time',
    columns: [{ key: 'time', heading: unit }, { key: 'mean', heading: 'mean', error: 'MCSE' }, ...columns],
    rows: eventsByTime
      .filter((_, k) => k % step === 0)
      .map(({ time, mean, events }) => ({
        key: plain(time, 3),
        cells: [
          { value: time, form: { as: 'fixed' as const, decimals: 1 } },
          figureCell(mean.value, mean.mcse),
          ...cellsOf(events),
        ],
      })),
  };
}

export function lawsTable({ laws, law, unit }: PredictAnswer): Table {
  const least = laws[0]!.aic;
  return {
    name: 'laws',
    title: 'Laws fitted to all patients together',
    columns: [
      { key: 'law', heading: 'law', isWord: true },
      { key: 'location', heading: 'location of ln T' },
      { key: 'scale', heading: 'scale' },
      { key: 'median', heading: `median, ${unit}s` },
      { key: 'log_likelihood', heading: 'log likelihood' },
      { key: 'aic', heading: 'AIC above the least' },
    ],
    rows: laws.map(({ name, location, scale, median, logLikelihood, aic }) => ({
      key: name,
      cells: [
        name === law ? `${name}, used` : name,
        ...[location, scale, median].map((value) => ({ value, form: { as: 'from data' as const } })),
        { value: logLikelihood, form: { as: 'fixed' as const, decimals: 3 } },
        { value: aic - least, form: { as: 'fixed' as const, decimals: 2 } },
      ],
    })),
  };
}

export function ratesTable({ accrual, loss, unit }: PredictAnswer): Table {
  const row = (name: string, { count, exposure, mean, lower, upper }: PredictAnswer['loss']): Row => ({
    key: name,
    cells: [
      name,
      { value: count, form: { as: 'count' } },
      ...[exposure, mean, lower, upper].map((value) => ({ value, form: { as: 'from data' as const } })),
    ],
  });
  return {
    name: 'rates',
    title: 'Rates, with what their counts leave open',
    columns: [
      { key: 'rate', heading: '', isWord: true },
      { key: 'count', heading: 'count' },
      { key: 'exposure', heading: 'exposure' },
      { key: 'mean', heading: 'mean' },
      { key: 'lower', heading: '2.5%' },
      { key: 'upper', heading: '97.5%' },
    ],
    rows: [
      ...(accrual ? [row(`patients entering per ${unit}`, accrual)] : []),
      row(`losses per patient and ${unit}`, loss),
    ],
  };
}
