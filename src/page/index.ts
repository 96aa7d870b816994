/**
 * Pages to read: everything that came out of a run or a comparison, and what went in. In Node and in a browser alike,
 * apart from the library, since it takes Plot and a document to draw in. `runPage` and `comparePage` have examples.
 */

export type {
  CompareAnswer,
  CompareEndpoint,
  ComparePoint,
  CompareStrategy,
  Difference,
  Ratio,
} from '../answers/compare/schema.ts';
export type { HypothesesAnswer } from '../answers/hypotheses/schema.ts';
export type { MultiArmAnswer } from '../answers/multi-arm/schema.ts';
export type { PowerAnswer } from '../answers/power/schema.ts';
export type { Provenance, RunAnswer, RunEndpoint, RunStrategy, RunTarget } from '../answers/run/schema.ts';
export type { SizeAnswer } from '../answers/size/schema.ts';
export type { Html } from '../media/html/html.ts';
export type { Variation } from '../study/compare/vary.ts';
export type { Trajectories } from '../trial/trajectories.ts';
export type { AnalysisFigures } from './analyse/figures.ts';
export { type AnalysisReport, analysisFigures, analysisPage } from './analyse/index.ts';
export { type CalibrateFigures, calibrateFigures, calibratePage } from './calibrate/index.ts';
export type { CompareFigures } from './compare/figures.ts';
export { type CompareReport, compareFigures, comparePage } from './compare/index.ts';
export type { Section } from './document.ts';
export { documentOf, type Page } from './document.ts';
export { dsaFigures, dsaPage } from './dsa/index.ts';
export type { FigureTable } from './figures/figure.ts';
export { type Figure, figuresIn } from './figures/figure.ts';
export { type Look, printed, themed } from './figures/look.ts';
export { type HypothesesFigures, hypothesesFigures, hypothesesPage } from './hypotheses/index.ts';
export { type MultiArmFigures, multiArmFigures, multiArmPage } from './multi-arm/index.ts';
export { predictFigures, predictPage } from './predict/index.ts';
export { type PsaFigures, type PsaReport, psaFigures, psaPage } from './psa/index.ts';
export type { Placed, RunFigures } from './run/figures.ts';
export { type RunReport, runFigures, runPage } from './run/index.ts';
export type { Bounded } from './trial/figures.ts';
export { powerPage, sizePage, type TrialFigures, trialFigures } from './trial/index.ts';
export { voiFigures, voiPage } from './voi/index.ts';
