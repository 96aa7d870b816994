import type { HypothesesAnswer } from '../../answers/hypotheses/schema.ts';
import { Z_95 } from '../../math/normal.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Figure } from '../figures/figure.ts';
import { linesFigure } from '../figures/lines.ts';
import { testGraphFigure } from '../figures/test-graph.ts';
import { capitalised } from '../words.ts';

export interface HypothesesFigures {
  /** the graph; empty for Hochberg's procedure */
  graph: Figure[];
  /** rejections of each hypothesis by the time of the looks; empty with one look */
  power: Figure[];
}

/**
 * The figures of a trial of several hypotheses.
 *
 * @internal
 */
export function hypothesesFigures(answer: HypothesesAnswer): HypothesesFigures {
  return {
    graph: answer.design.procedure === 'graph' ? [graphFigure(answer)] : [],
    power: answer.design.looks.length > 1 ? [powerFigure(answer)] : [],
  };
}

function graphFigure({ design }: HypothesesAnswer): Figure {
  const { hypotheses, alpha } = design;
  const names = hypotheses.map(({ name }) => name);
  const arrows = hypotheses.flatMap(({ transitions }, from) =>
    transitions.map(({ to, share }) => ({ from, to: names.indexOf(to), label: plain(share, 3) })),
  );
  return testGraphFigure(
    {
      id: 'test-graph',
      title: 'The graph of the hypotheses',
      caption: `Each hypothesis with the alpha at which it begins, of ${plain(alpha, 6)} in all, one-sided. An arrow: the share of its alpha that goes on when it is rejected.`,
    },
    hypotheses.map(({ name, weight }) => ({ name, note: `alpha ${plain((weight ?? 0) * alpha, 6)}` })),
    arrows,
    {
      header: ['Hypothesis', 'Weight', 'Alpha', ...names.map((name) => `To ${name}`)],
      rows: hypotheses.map(({ name, weight, transitions }) => [
        name,
        weight,
        weight === null ? null : weight * alpha,
        ...names.map((to) => transitions.find((one) => one.to === to)?.share ?? 0),
      ]),
    },
  );
}

/** Share of trials that have rejected each hypothesis by each look, at the mean time of the looks. */
function powerFigure({ design, alternative }: HypothesesAnswer): Figure {
  const { unit } = design;
  const { looks, hypotheses, replicates } = alternative;
  const there = looks.flatMap(({ time }, k) => (time.value === null ? [] : [{ k, x: time.value }]));
  const by = (k: number, each: (k: number) => number | null) => {
    let sum = 0;
    for (let j = 0; j <= k; j++) sum += each(j) ?? 0;
    return sum;
  };
  const point = ({ k, x }: { k: number; x: number }, each: (k: number) => number | null) => {
    const share = by(k, each);
    const reach = Z_95 * Math.sqrt((share * (1 - share)) / replicates);
    return { x, y: 100 * share, lower: 100 * (share - reach), upper: 100 * (share + reach) };
  };
  const lines = [
    ...hypotheses.map(({ name, looks: own }) => ({
      name,
      each: (k: number) => own[k]!.rejected.value,
    })),
    ...(hypotheses.length > 1 ? [{ name: 'all', each: (k: number) => looks[k]!.all.value }] : []),
  ];
  return linesFigure({
    id: 'rejections',
    title: 'Rejected by each look',
    caption: `Share of ${whole(replicates)} trials that have rejected each hypothesis by a look${hypotheses.length > 1 ? ', and all of them' : ''}, at the mean calendar time of the look, with 95% Monte Carlo intervals. Between looks the lines only guide the eye.`,
    x: { label: `${capitalised(unit)}s since the first patient could enter` },
    y: { label: 'Rejected', shown: (value) => `${Number(value.toFixed(1))}%` },
    series: lines.map(({ name, each }, colour) => ({
      ...{ name, title: name, colour },
      points: there.map((one) => point(one, each)),
    })),
  });
}
