import type { EvaluatedTarget } from '../../estimates/targets.ts';
import { type Html, html } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { figure, percent, plain, publishedPercent, standardError } from '../../media/numbers.ts';
import { targetEntry } from '../../scenario/ledger.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { targetsOf } from '../../scenario/targets.ts';
import { type References, restsOn } from './references.ts';
import { chip } from './source.ts';

/**
 * Published figures beside the simulated ones.
 *
 * @param targets of a strategy, in the order of the scenario's
 */
export function targetsBlock(
  scenario: Scenario,
  strategy: string,
  targets: readonly EvaluatedTarget[],
  references: References,
): Html {
  const raw = targetsOf(scenario, strategy);
  const judged = targets.filter(({ inside }) => inside !== null);
  const inside = judged.filter((target) => target.inside).length;
  const fitted = targets.filter(({ calibration }) => calibration).length;
  const own = judged.filter(({ calibration }) => !calibration);
  const free = own.filter((target) => target.inside).length;
  const within =
    judged.length === 0
      ? 'No published figure has an interval to lie within.'
      : `${inside} of ${judged.length} simulated ${judged.length === 1 ? 'figure lies' : 'figures lie'} within the interval of the published one.`;
  const fit =
    fitted === 0
      ? 'The model was fitted to none of them.'
      : `The model was fitted to ${fitted} of these ${targets.length}${own.length === 0 ? '' : `; of those that it was not fitted to, ${free} of ${own.length} lie within`}.`;
  return html`<p>${within} ${fit}</p>
${tableBlock({
  columns: [
    { heading: 'figure', isWord: true },
    { heading: 'published' },
    { heading: 'interval' },
    { heading: 'simulated' },
    { heading: 'MCSE' },
    { heading: 'within' },
    { heading: 'fitted to' },
    { heading: 'rests on', isWord: true },
  ],
  rows: targets.map((target, i) => {
    const entry = targetEntry(scenario, raw[i]!, target.name);
    const isTime = target.kind === 'median';
    const scale = isTime ? 1 : 100;
    const published = (value: number) => (isTime ? plain(value) : `${publishedPercent(value)}%`);
    return [
      chip(entry),
      exactly(target.published, published(target.published)),
      target.interval === null ? '-' : target.interval.map(published).join(' to '),
      exactly(
        target.simulated,
        isTime ? figure(target.simulated, target.mcse) : `${percent(target.simulated, target.mcse)}%`,
      ),
      exactly(target.mcse, standardError(target.mcse, scale)),
      target.inside === null
        ? '-'
        : html`<span class="${target.inside ? 'good' : 'bad'}">${target.inside ? 'yes' : 'no'}</span>`,
      target.calibration ? 'yes' : 'no',
      restsOn(entry, references),
    ];
  }),
})}`;
}
