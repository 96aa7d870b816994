import { always, type Section } from '../../media/block.ts';
import type { Cell } from '../../media/cell.ts';
import type { Table } from '../../media/table.ts';
import type { CalibrateAnswer } from './schema.ts';

/** The printed answer of `calibrate`. */
export function calibrateSections(answer: CalibrateAnswer): Section[] {
  const { parameters, targets, unidentified, modes } = answer;
  const far = targets.filter(({ p }) => p < 0.05);
  const fitted = targets.filter(({ isFitted }) => isFitted);
  const few = Object.keys(parameters).length > fitted.length;
  return [
    { blocks: [{ table: parameterTable(answer) }], rank: 1, name: 'the posterior' },
    {
      blocks: [{ table: targetTable('fitted', 'Targets of the likelihood', fitted) }],
      rank: 2,
      name: 'targets',
    },
    {
      blocks: [
        {
          table: targetTable(
            'held_out',
            'Targets held out',
            targets.filter(({ isFitted }) => !isFitted),
          ),
        },
      ],
      rank: 3,
      name: 'targets held out',
    },
    always({
      list: [
        `${sizeWords(answer)}${modes.length > 1 ? ` ${modes.length} maxima were found.` : ''}`,
        far.length === 0
          ? 'The model contradicts no target: no P is below 0.05.'
          : `Hardly reproduced (P below 0.05): ${far.map(({ target }) => target).join('; ')}.`,
        ...(few ? ['There are more free parameters than targets: priors decide the rest.'] : []),
        ...unidentified.map(({ words }) => `${words[0]!.toUpperCase()}${words.slice(1)}.`),
      ],
    }),
  ];
}

function sizeWords({ effectiveSampleSize, wanted }: CalibrateAnswer): string {
  if (effectiveSampleSize === null)
    return 'Only the maximum, with the normal approximation at it; leave out --map-only for the posterior.';
  const reached = `Effective sample size ${Math.round(effectiveSampleSize)}`;
  return effectiveSampleSize < wanted
    ? `${reached}, of ${wanted} asked for: the posterior is known only roughly. More --cohorts or narrower priors may help.`
    : `${reached}.`;
}

function parameterTable({ parameters }: CalibrateAnswer): Table {
  const value = (number: number | null, digits = 3): Cell => ({
    value: number,
    form: { as: 'significant', digits },
  });
  const hasNarrow = Object.values(parameters).some(({ independent }) => independent !== null);
  return {
    name: 'posterior',
    title: 'Posterior',
    columns: [
      { key: 'parameter', heading: 'parameter', isWord: true },
      { key: 'mean', heading: 'mean' },
      { key: 'mcse', heading: 'MCSE' },
      { key: 'sd', heading: 'sd' },
      { key: 'interval', heading: '95% interval' },
      { key: 'mode', heading: 'mode' },
      { key: 'shrinkage', heading: 'sd/prior' },
      ...(hasNarrow ? [{ key: 'independent', heading: '95%, if independent' }] : []),
      { key: 'pinned_by', heading: 'pinned by', isWord: true },
    ],
    rows: Object.entries(parameters).map(([name, parameter]) => ({
      key: name,
      cells: [
        name,
        value(parameter.mean),
        value(parameter.mcse, 2),
        value(parameter.sd),
        { lower: parameter.lower, upper: parameter.upper, form: { as: 'significant', digits: 3 } },
        value(parameter.mode),
        value(parameter.sd / parameter.priorSd),
        ...(hasNarrow
          ? [
              parameter.independent
                ? { ...parameter.independent, form: { as: 'significant', digits: 3 } as const }
                : value(null),
            ]
          : []),
        parameter.pinnedBy[0]?.target ?? '-',
      ],
    })),
    notes: [
      'MCSE: Monte Carlo standard error of the mean: of the weighted points, of the figures simulated at each, and of their covariance.',
      'sd/prior: posterior over prior standard deviation; near 1 the targets carry no information on the parameter.',
      ...(hasNarrow
        ? [
            '95%, if independent: the interval if all targets were independent, although figures of one cohort share its patients.',
          ]
        : []),
    ],
  };
}

function targetTable(name: string, title: string, targets: CalibrateAnswer['targets']): Table {
  const value = (number: number): Cell => ({ value: number, form: { as: 'significant', digits: 3 } });
  return {
    name,
    title,
    columns: [
      { key: 'target', heading: 'target', isWord: true },
      { key: 'published', heading: 'published' },
      { key: 'predicted', heading: 'predicted' },
      { key: 'interval', heading: '95% predictive interval' },
      { key: 'p', heading: 'P' },
    ],
    rows: targets.map((check) => ({
      key: check.target,
      cells: [
        check.target,
        value(check.published),
        value(check.predicted),
        { lower: check.lower, upper: check.upper, form: { as: 'significant', digits: 3 } },
        { value: check.p, form: { as: 'p-value' } },
      ],
    })),
  };
}
