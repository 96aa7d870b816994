/**
 * Pages to read: everything that came out of a run, comparison or analysis, and what went in. In Node and in a browser
 * alike, apart from the library, since it takes Plot and a document to draw in.
 *
 * @example
 * ```ts
 * const figures = runFigures(report);
 * const html = documentOf(runPage(report, figures));
 * const svgs = figuresIn(figures).map((figure) => figure.draw(printed(880)));
 * ```
 */
export { type AnalysisReport, analysisFigures, analysisPage } from './analyse/index.ts';
export { type CompareReport, compareFigures, comparePage } from './compare/index.ts';
export { documentOf, type Page } from './document.ts';
export { type Figure, figuresIn } from './figures/figure.ts';
export { type Look, printed, themed } from './figures/look.ts';
export { type RunReport, runFigures, runPage } from './run/index.ts';
export { powerPage, sizePage, type TrialFigures, trialFigures } from './trial/index.ts';
