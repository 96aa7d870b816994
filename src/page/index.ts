/** Pages to read: everything that came out of a run, comparison or analysis, and what went in. */
export { analysisFigures, analysisPage } from './analyse/index.ts';
export { compareFigures, comparePage } from './compare/index.ts';
export { documentOf } from './document.ts';
export { figuresIn } from './figures/figure.ts';
export { runFigures, runPage } from './run/index.ts';
