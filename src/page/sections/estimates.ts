import { medianError } from '../../answers/run/median.ts';
import type { EndpointEstimate } from '../../estimates/endpoint.ts';
import { type Html, html, type Value } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { figure, percent, plain, standardError } from '../../media/numbers.ts';
import type { StrategyResult } from '../../run/run.ts';
import { capitalised } from '../words.ts';

interface Row {
  title: string;
  found: EndpointEstimate;
}

/**
 * Survival, medians and restricted means of everybody, with their Monte Carlo standard errors: of one strategy in one
 * table, of several in a table for each endpoint.
 */
export function estimatesBlock(strategies: Record<string, StrategyResult>, unit: string): Html {
  const all = Object.values(strategies);
  const [first] = all;
  const names = Object.keys(first?.endpoints ?? {});
  if (names.length === 0) return html``;
  const what = `survival in percent, median and restricted mean survival time in ${unit}s; small: Monte Carlo standard error`;
  if (all.length === 1)
    return table(
      capitalised(what),
      'endpoint',
      Object.values(first!.endpoints).map((found) => ({ title: found.title, found })),
    );
  return html`${names.map((name) =>
    table(
      `${first!.endpoints[name]!.title}: ${what}`,
      'strategy',
      all.map(({ title, endpoints }) => ({ title, found: endpoints[name]! })),
    ),
  )}`;
}

function table(caption: string, heading: string, rows: readonly Row[]): Html {
  const { survival, rmst } = rows[0]!.found;
  return tableBlock({
    caption,
    columns: [
      { heading, isWord: true },
      ...survival.map(({ at }) => ({ heading: `at ${plain(at)}` })),
      { heading: 'median' },
      ...rmst.map(({ tau }) => ({ heading: `RMST(${plain(tau)})` })),
    ],
    rows: rows.map(({ title, found }) => [title, ...figuresOf(found)]),
  });
}

function figuresOf({ survival, quantiles, rmst, n }: EndpointEstimate): Value[] {
  const median = quantiles.find(({ p }) => p === 0.5);
  const error = median ? medianError(median) : null;
  return [
    ...survival.map(({ value, mcse }) =>
      beside(exactly(value, percent(value, mcse)), standardError(mcse, 100)),
    ),
    median && median.value !== null
      ? beside(exactly(median.value, figure(median.value, error)), standardError(error))
      : 'not reached',
    ...rmst.map(({ tau, value, mcse }) =>
      beside(
        exactly(value, figure(value, mcse === null ? null : Math.max(mcse, tau / n))),
        standardError(mcse),
      ),
    ),
  ];
}

function beside(shown: Value, mcse: string): Html {
  return html`${shown} <small class="soft">${mcse}</small>`;
}
