import type { RunTarget } from '../../answers/run/schema.ts';
import { targetTable } from '../../answers/run/targets.ts';
import { type Html, html, type Value } from '../../media/html/html.ts';
import { tableHtml } from '../../media/html/table-html.ts';
import { targetEntry } from '../../scenario/ledger.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { targetsOf } from '../../scenario/targets.ts';
import { type References, restsOn } from './references.ts';
import { chip } from './source.ts';

/**
 * Published and simulated figures, each with its source.
 *
 * @param targets of a strategy, in the order of the scenario
 */
export function targetsBlock(
  scenario: Scenario,
  strategy: string,
  targets: readonly RunTarget[],
  references: References,
): Html {
  const raw = targetsOf(scenario, strategy);
  const table = targetTable(targets, scenario.time.unit);
  const names = new Map<string, Value>();
  const basis = new Map<string, Value>();
  for (const [i, { name, calibration }] of targets.entries()) {
    const entry = targetEntry(scenario, raw[i]!, name);
    names.set(String(i), html`${chip(entry)}${calibration && ' *'}`);
    basis.set(String(i), restsOn(entry, references));
  }
  // on a page the verdict comes first, because the table is long
  return html`<p>${table.notes?.join('. ')}.</p>
${tableHtml({ ...table, notes: [] }, { names, columns: [{ heading: 'rests on', cells: basis }] })}`;
}
