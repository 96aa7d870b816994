import { plain, whole } from '../../media/numbers.ts';
import type { Monitoring, Scales } from '../../trial/monitor.ts';

const percent = (share: number) => `${(100 * share).toFixed(share < 0.0095 || share > 0.9905 ? 1 : 0)}%`;

/** What the present look means, in a few words for a monitoring board. */
export function monitorSentence({ looks, end, repeated, chances, left, level }: Monitoring): string {
  const look = looks[looks.length - 1]!;
  const at = `Look ${looks.length}${look.events === null ? '' : `, at ${whole(look.events)} events`} (information ${plain(look.fraction, 3)})`;
  const seen = `z ${look.seen.z.toFixed(2)}${ratio(look.seen)}`;
  const against =
    look.efficacy && ` against a boundary of ${look.efficacy.z.toFixed(2)}${ratio(look.efficacy)}`;
  const interval =
    repeated &&
    ` (repeated ${percent(level)} interval ${repeated.lower.toFixed(2)} to ${repeated.upper.toFixed(2)})`;
  const head = `${at}: ${seen}${interval ?? ''}${against ?? ''}.`;
  return `${head} ${meaning(look.decision, left.length, { end, chances, level })}`;
}

const ratio = ({ hazardRatio }: Scales) =>
  hazardRatio === null ? '' : `, hazard ratio ${hazardRatio.toFixed(2)}`;

function meaning(
  decision: Monitoring['looks'][number]['decision'],
  left: number,
  { end, chances, level }: Pick<Monitoring, 'end' | 'chances' | 'level'>,
): string {
  const estimate =
    end?.hazardRatio != null && end.interval
      ? ` Allowing for the looks, the hazard ratio is ${end.hazardRatio.toFixed(2)} (${percent(level)} interval ${end.interval.lower.toFixed(2)} to ${end.interval.upper.toFixed(2)}), one-sided p ${end.p < 0.0001 ? 'below 0.0001' : end.p.toFixed(4)}.`
      : '';
  const hope =
    chances &&
    ` At the ${left === 1 ? 'look that is' : `${left} looks that are`} left, benefit would be claimed with a chance of ${[
      ...(chances.design === null ? [] : [`${percent(chances.design)} if the design's effect is true`]),
      `${percent(chances.trend)} if the present trend goes on`,
      `${percent(chances.predictive)} over what the data leave open`,
    ].join(', ')}.`;
  switch (decision) {
    case 'efficacy':
      return `The boundary is crossed: benefit may be claimed.${estimate}`;
    case 'opposite':
      return `The opposite boundary is crossed: the treatment is worse than control.${estimate}`;
    case 'not shown':
      return `The trial ends without having shown benefit.${estimate}`;
    case 'futility':
      return `The futility boundary is reached: the design would stop here.${hope ?? ''}`;
    case 'continue':
      return `No boundary is reached: the trial goes on.${hope ?? ''}`;
  }
}
