import { type AssuredResults, type AssuredWork, assuredUnder } from './assured.ts';
import type { DrawJob, DrawRange, DrawResults } from './job.ts';
import { type NestedResults, type NestedWork, nestedDraws } from './nested.ts';
import { drawSimulator } from './simulate.ts';
import { type TrialsResults, type TrialsWork, trialsUnder } from './trials.ts';

/**
 * The work on ranges of draws: simulate each (the default), nested draws, a trial under each draw, or trials
 * for assurance. Plain data: it crosses threads as it is.
 */
export type DrawWork = (DrawJob & { kind?: undefined }) | NestedWork | TrialsWork | AssuredWork;

/** The results of a range of this work. */
export type ResultsOf<Work extends DrawWork> = Work extends { kind: 'nested' }
  ? NestedResults
  : Work extends { kind: 'trials' }
    ? TrialsResults
    : Work extends { kind: 'assured' }
      ? AssuredResults
      : DrawResults;

/** Does ranges of one work, one after the other; plans and tables are kept between them. */
export type Doer<Work extends DrawWork> = (range: DrawRange) => ResultsOf<Work> | Promise<ResultsOf<Work>>;

/** @throws OverrideError if the scenario cannot be compiled */
export function doerOf<Work extends DrawWork>(work: Work): Doer<Work> {
  const doer = (of: DrawWork) => {
    if (of.kind === 'nested') return nestedDraws(of);
    if (of.kind === 'trials') return trialsUnder(of);
    if (of.kind === 'assured') return assuredUnder(of);
    return drawSimulator(of).run;
  };
  return doer(work) as Doer<Work>;
}
