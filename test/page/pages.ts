import { adjuvant, answerTo, benchmark, designed, fileOf, patientsOf, rectal, tutorial } from './answered.ts';

const small = ['-n', '20000', '--seed', 'pages'];

const data = {
  one: fileOf('one.csv', patientsOf(150, [1, 1, 0], ['all'])),
  arms: fileOf('arms.csv', patientsOf(120, [1, 0, 1, 1, 0, 1, 0], ['control', 'standard dose', 'high dose'])),
  causes: fileOf('causes.csv', patientsOf(160, [1, 2, 0, 1, 2, 3, 0], ['A', 'B'])),
  none: fileOf('none.csv', patientsOf(20, [0], ['A'])),
};

/** Pages of every kind, as commands write them. */
export const pages: Record<string, () => Promise<{ page: string }>> = {
  'a run': () => answerTo('run', tutorial, ...small),
  'a run with published figures': () => answerTo('run', rectal, ...small),
  'a run of four strategies': () =>
    answerTo(
      ...['run', rectal, ...small, '--strategy', 'study-schedule', 'watch-and-wait', 'total-neoadjuvant'],
      'upfront-surgery',
    ),
  'a run of all strategies': () => answerTo('run', rectal, ...small, '--strategy', 'all'),
  'a comparison of two': () =>
    answerTo(
      ...['compare', rectal, ...small, '--strategy', 'watch-and-wait'],
      ...['--subgroup', 'clinical-complete-response'],
    ),
  'a comparison of sixteen': () => answerTo('compare', rectal, ...small),
  'a what-if': () => answerTo('compare', tutorial, ...small, '--what-if', 'falls-ill=0.02'),
  'a line of values': () => answerTo('compare', tutorial, ...small, '--vary', 'prevention-ratio=0.4:1:5'),
  'a grid of values': () =>
    answerTo(
      ...['compare', tutorial, ...small, '--vary', 'prevention-ratio=0.4:1:4'],
      ...['--vary', 'falls-ill=0.02:0.1:3'],
    ),
  'a comparison with draws': () =>
    answerTo('compare', tutorial, ...small, '--draws', '30', '--draw-patients', '400'),
  'draws of two strategies': () =>
    answerTo(
      ...['psa', rectal, '--strategy', 'total-neoadjuvant', '--endpoint', 'OS', 'PFS'],
      ...['--draws', '60', '-n', '800', '--threads', '1'],
    ),
  'draws of one strategy': () => answerTo('psa', benchmark, '--draws', '50', '-n', '400', '--threads', '1'),
  'one-way analyses': () => answerTo('dsa', adjuvant, '--endpoint', 'OS', '-n', '800'),
  'the value of information': () =>
    answerTo(
      ...['voi', adjuvant, '--endpoint', 'OS', '--draws', '130', '-n', '400', '--threads', '1'],
      ...['--group', 'effect=relapse-ratio,toxic-death'],
      ...['--design', designed('adjuvant'), '--sizes', '100,300'],
    ),
  'patients in one group': () => answerTo('analyse', data.one),
  'patients in three groups': () => answerTo('analyse', data.arms, '--group', 'arm'),
  'patients with several causes': () => answerTo('analyse', data.causes, '--group', 'arm'),
  'patients without any event': () => answerTo('analyse', data.none),
  'the power of a trial with three looks': () =>
    answerTo('power', designed('three-looks'), '--replicates', '400'),
  'the power of a single arm': () => answerTo('power', designed('organ-preservation'), '--replicates', '400'),
  'the power of a trial of strategies': () =>
    answerTo('power', designed('watch-and-wait-non-inferiority'), '--replicates', '50'),
  'the size of a trial': () => answerTo('size', designed('enrichment-predictive'), '--replicates', '300'),
};
