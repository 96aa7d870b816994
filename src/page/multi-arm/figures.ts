import type { MultiArmAnswer } from '../../answers/multi-arm/schema.ts';
import { Z_95 } from '../../math/normal.ts';
import { whole } from '../../media/numbers.ts';
import type { Figure } from '../figures/figure.ts';
import { linesFigure } from '../figures/lines.ts';
import { capitalised } from '../words.ts';

export interface MultiArmFigures {
  /** rejections of each arm by the time of the looks, and how often it goes on; empty with one look */
  power: Figure[];
}

/**
 * The figures of a trial of several experimental arms.
 *
 * @internal
 */
export function multiArmFigures(answer: MultiArmAnswer): MultiArmFigures {
  return answer.design.looks.length > 1
    ? { power: [rejectionsFigure(answer), activeFigure(answer)] }
    : { power: [] };
}

type Each = (k: number) => number | null;

/** Lines over the looks at their mean time, with intervals of a share of all trials. */
function overLooks(
  { design, alternative }: MultiArmAnswer,
  { id, title, caption, y }: { id: string; title: string; caption: string; y: string },
  lines: readonly { name: string; share: Each }[],
): Figure {
  const { looks, replicates } = alternative;
  const there = looks.flatMap(({ time }, k) => (time.value === null ? [] : [{ k, x: time.value }]));
  return linesFigure({
    ...{ id, title, caption },
    x: { label: `${capitalised(design.unit)}s since the first patient could enter` },
    y: { label: y, shown: (value) => `${Number(value.toFixed(1))}%` },
    series: lines.map(({ name, share }, colour) => ({
      ...{ name, title: name, colour },
      points: there.map(({ k, x }) => {
        const own = share(k) ?? 0;
        const reach = Z_95 * Math.sqrt(Math.max(0, own * (1 - own)) / replicates);
        return { x, y: 100 * own, lower: 100 * (own - reach), upper: 100 * (own + reach) };
      }),
    })),
  });
}

const intervals =
  'at the mean calendar time of the look, with 95% Monte Carlo intervals. Between looks the lines only guide the eye.';

function rejectionsFigure(answer: MultiArmAnswer): Figure {
  const { design, alternative } = answer;
  const { looks, comparisons, replicates } = alternative;
  const by = (each: Each) => (k: number) => {
    let sum = 0;
    for (let j = 0; j <= k; j++) sum += each(j) ?? 0;
    return sum;
  };
  return overLooks(
    answer,
    {
      id: 'rejections',
      title: 'Rejected by each look',
      caption: `Share of ${whole(replicates)} trials that have rejected each comparison by a look, ${intervals}`,
      y: 'Rejected',
    },
    [
      ...comparisons.map(({ looks: own }, i) => ({
        name: design.arms[i + 1]!.title,
        share: by((k) => own[k]!.rejected.value),
      })),
      ...(comparisons.length > 1 ? [{ name: 'any', share: by((k) => looks[k]!.any.value) }] : []),
    ],
  );
}

function activeFigure(answer: MultiArmAnswer): Figure {
  const { design, alternative } = answer;
  return overLooks(
    answer,
    {
      id: 'arms-that-go-on',
      title: 'Arms that go on',
      caption: `Share of ${whole(alternative.replicates)} trials in which each arm goes on after a look, ${intervals}`,
      y: 'Goes on',
    },
    alternative.comparisons.map(({ looks }, i) => ({
      name: design.arms[i + 1]!.title,
      share: (k) => looks[k]!.active.value,
    })),
  );
}
