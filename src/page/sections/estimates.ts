import type { EndpointEstimate } from '../../estimates/endpoint.ts';
import { figure, percent, plain, standardError } from '../../report/numbers.ts';
import type { StrategyResult } from '../../run/run.ts';
import { type Html, html, type Value } from '../html.ts';
import { exactly, tableBlock } from './table.ts';

/** Survival, medians and restricted means of everybody, with their Monte Carlo standard errors. */
export function estimatesBlock(strategies: Record<string, StrategyResult>, unit: string): Html {
  const all = Object.values(strategies).flatMap(({ title, endpoints }) =>
    Object.values(endpoints).map((found) => ({ title, found })),
  );
  const [first] = all;
  if (!first) return html``;
  const isSeveral = Object.keys(strategies).length > 1;
  return tableBlock({
    caption: `Survival in percent, median and restricted mean survival time in ${unit}s; small: MCSE`,
    columns: [
      ...(isSeveral ? [{ heading: 'strategy', isWord: true }] : []),
      { heading: 'endpoint', isWord: true },
      ...first.found.survival.map(({ at }) => ({ heading: `at ${plain(at)}` })),
      { heading: 'median' },
      ...first.found.rmst.map(({ tau }) => ({ heading: `RMST(${plain(tau)})` })),
    ],
    rows: all.map(({ title, found }) => [...(isSeveral ? [title] : []), found.title, ...figuresOf(found)]),
  });
}

function figuresOf({ survival, quantiles, rmst, n }: EndpointEstimate): Value[] {
  const median = quantiles.find(({ p }) => p === 0.5);
  const spread =
    median && median.lower !== null && median.upper !== null ? (median.upper - median.lower) / 3.92 : null;
  return [
    ...survival.map(({ value, mcse }) =>
      beside(exactly(value, percent(value, mcse)), standardError(mcse, 100)),
    ),
    median && median.value !== null
      ? beside(exactly(median.value, figure(median.value, spread, 3)), standardError(spread))
      : 'not reached',
    ...rmst.map(({ tau, value, mcse }) =>
      beside(
        exactly(value, figure(value, mcse === null ? null : Math.max(mcse, tau / n), 3)),
        standardError(mcse),
      ),
    ),
  ];
}

function beside(shown: Value, mcse: string): Html {
  return html`${shown} <small class="soft">${mcse}</small>`;
}
