import type { VoiAnswer } from '../../answers/voi/schema.ts';
import { Z_95 } from '../../math/normal.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Figure } from '../figures/figure.ts';
import { forestFigure } from '../figures/forest.ts';
import { linesFigure } from '../figures/lines.ts';

/** Rows of one picture, the most valuable first. */
const MOST_ROWS = 20;

export interface VoiFigures {
  /** what groups, sources and numbers are worth */
  information: Figure[];
  /** what the trial of a design is worth by its size, and its power */
  trial: Figure[];
}

/**
 * @param unit of time
 * @internal
 */
export function voiFigures(answer: VoiAnswer, unit: string): VoiFigures {
  return { information: informationFigure(answer, unit), trial: trialFigures(answer, unit) };
}

const scaleOf = ({ unit }: VoiAnswer) => (unit === 'share' ? 100 : 1);
export const unitOf = ({ unit: kind }: VoiAnswer, unit: string) =>
  kind === 'share' ? 'percentage points' : `${unit}s`;

function informationFigure(answer: VoiAnswer, unit: string): Figure[] {
  const { information, evpi, outcome } = answer;
  const scale = scaleOf(answer);
  const groups = { group: 'Groups', source: 'Sources', number: 'Numbers' };
  const known = information
    .flatMap(({ name, kind, evppi }) => (evppi ? [{ name, kind, ...evppi }] : []))
    .toSorted((a, b) => b.value - a.value);
  const rows = (['group', 'source', 'number'] as const).flatMap((kind) =>
    known
      .filter((one) => one.kind === kind)
      .slice(0, MOST_ROWS)
      .map(({ name, value, se }) => ({
        label: name,
        value: scale * value,
        lower: Number.isFinite(se) ? scale * Math.max(0, value - Z_95 * se) : null,
        upper: Number.isFinite(se) ? scale * (value + Z_95 * se) : null,
        shown: `${plain(Number((scale * value).toPrecision(2)), 6)} (SE ${plain(Number((scale * se).toPrecision(1)), 6)})`,
        group: groups[kind],
      })),
  );
  if (rows.length === 0 || evpi.value === 0) return [];
  return [
    forestFigure({
      id: 'evppi',
      title: 'What it is worth to know',
      caption: `Expected value of partial perfect information (EVPPI) of ${outcome} for each patient, with 95% intervals by its standard error. The line is the value of knowing everything (EVPI), ${plain(Number((scale * evpi.value).toPrecision(2)), 6)} ${unitOf(answer, unit)}.`,
      rows,
      scale: 'linear',
      line: scale * evpi.value,
      favours: ['', ''],
      axisLabel: `EVPPI, ${unitOf(answer, unit)}`,
      headers: ['known', 'EVPPI (SE)'],
    }),
  ];
}

function trialFigures(answer: VoiAnswer, unit: string): Figure[] {
  const { sampleInformation, evpi } = answer;
  if (!sampleInformation || sampleInformation.sizes.length < 2) return [];
  const { sizes, design } = sampleInformation;
  const scale = scaleOf(answer);
  const interval = (value: number, error: number, times: number, most: number) => ({
    y: times * value,
    lower: Number.isFinite(error) ? Math.max(0, times * (value - Z_95 * error)) : null,
    upper: Number.isFinite(error) ? Math.min(most, times * (value + Z_95 * error)) : null,
  });
  const x = { label: 'Patients', shown: whole };
  return [
    linesFigure({
      id: 'evsi',
      title: `${design.title}: value of its data`,
      caption: `Expected value of sample information (EVSI) for each patient by the patients of the trial, with 95% intervals by its standard error. The line is the value of knowing everything (EVPI).`,
      x,
      y: { label: `EVSI, ${unitOf(answer, unit)}`, domain: [0, scale * evpi.value * 1.1] },
      line: scale * evpi.value,
      series: [
        {
          ...{ name: 'evsi', title: 'EVSI', colour: 0 },
          points: sizes.map(({ patients, evsi }) => ({
            x: patients,
            ...interval(evsi.value, evsi.se, scale, scale * evpi.value * 1.1),
          })),
        },
      ],
    }),
    linesFigure({
      id: 'power',
      title: `${design.title}: power`,
      caption:
        'Power at the values of the file, and the share of draws whose trial rejects no effect: power averaged over what is not known. 95% Monte Carlo intervals.',
      x,
      y: { label: 'Percent of the trials', domain: [0, 100] },
      series: [
        {
          ...{ name: 'power', title: 'power', colour: 0 },
          points: sizes.map(({ patients, power }) => ({
            x: patients,
            ...interval(power.value, power.mcse, 100, 100),
          })),
        },
        {
          ...{ name: 'success', title: 'success over draws', colour: 1 },
          points: sizes.map(({ patients, success }) => ({
            x: patients,
            ...interval(success.value, success.mcse, 100, 100),
          })),
        },
      ],
    }),
  ];
}
