import type { EvaluatedTarget } from '../../estimates/targets.ts';
import { figure, percent, plain, publishedPercent, standardError } from '../../media/numbers.ts';
import { MCSE, table } from '../../media/text/table.ts';

/** So many that miss are shown in brief. */
const FEW = 10;

/** Published figures beside the simulated ones. */
export function targetTable(targets: readonly EvaluatedTarget[]): string {
  if (targets.length === 0) return '';
  return `Targets: published figures beside the simulated ones; shares in percent\n\n${tableOf(targets)}\n\n${insideLine(targets)}`;
}

/** How many lie inside, and those that do not. */
export function targetsInBrief(targets: readonly EvaluatedTarget[]): string {
  if (targets.length === 0) return '';
  const missed = targets.filter(({ inside }) => inside === false);
  const more = missed.length > FEW ? `\n... and ${missed.length - FEW} more` : '';
  const shown = missed.length === 0 ? '' : `\n\n${tableOf(missed.slice(0, FEW))}${more}`;
  return `Targets: ${insideLine(targets)}${shown}`;
}

function tableOf(targets: readonly EvaluatedTarget[]): string {
  return table(
    [
      { heading: 'target', align: 'left' },
      { heading: 'published' },
      { heading: '95% interval', joined: true },
      { heading: 'simulated' },
      MCSE,
      { heading: '', align: 'left', joined: true },
    ],
    targets.map((target) => {
      const isTime = target.kind === 'median';
      const published = isTime ? plain : publishedPercent;
      return [
        target.name + (target.calibration ? ' *' : ''),
        published(target.published),
        target.interval?.map((limit) => published(limit)).join(' to ') ?? '-',
        (isTime ? figure : percent)(target.simulated, target.mcse),
        standardError(target.mcse, isTime ? 1 : 100),
        target.inside === null ? '' : target.inside ? 'inside' : 'OUTSIDE',
      ];
    }),
  );
}

function insideLine(targets: readonly EvaluatedTarget[]): string {
  const judged = targets.filter(({ inside }) => inside !== null);
  const inside = judged.filter(({ inside: is }) => is).length;
  const fitted = judged.filter(({ calibration }) => calibration);
  const note =
    fitted.length > 0
      ? `\n* calibration target: ${fitted.filter(({ inside: is }) => is).length} of ${fitted.length} inside`
      : '';
  return `${inside} of ${judged.length} inside their intervals${note}`;
}
