import type { Column, Row, Table } from '../../media/table.ts';
import { meanCell, NOTHING, shareCell } from '../trial/cells.ts';
import type { AdaptationFigures, SimulatedFigure } from '../trial/schema.ts';
import type { PowerAnswer } from './schema.ts';

/** What rules did: by the rule that was carried out, and in all trials beside those without rules; empty without rules. */
export function adaptationTables({ alternative, null: none, design }: PowerAnswer): Table[] {
  const { adaptation } = alternative;
  if (!adaptation) return [];
  return [
    zonesTable(adaptation, none?.adaptation, design.unit),
    finalTable(adaptation, alternative.rejected, design.unit),
  ];
}

function zonesTable(found: AdaptationFigures, none: AdaptationFigures | undefined, unit: string): Table {
  const isOneLook = new Set(found.zones.map(({ look }) => look)).size === 1;
  return {
    name: 'zones',
    title: `By the rule carried out${isOneLook ? ` at look ${found.zones[0]!.look}` : ''}: trials, their claims beside those of the same trials without rules, events, patients and duration`,
    columns: [
      ...(isOneLook ? [] : [{ key: 'look', heading: 'look', isWord: true } as Column]),
      { key: 'rule', heading: 'rule', isWord: true },
      { key: 'share', heading: 'trials, %', error: 'MCSE' },
      { key: 'rejected', heading: 'claims, %', error: 'MCSE' },
      { key: 'without_rules', heading: 'without rules', error: 'MCSE' },
      { key: 'events', heading: 'events', error: 'MCSE' },
      { key: 'patients', heading: 'patients', error: 'MCSE' },
      { key: 'time', heading: `${unit}s`, error: 'MCSE' },
      ...(none ? [{ key: 'null_share', heading: 'trials, no effect, %', error: 'MCSE' as const }] : []),
    ],
    rows: found.zones.map(
      (zone, i): Row => ({
        key: `look_${zone.look}_${zone.rule ?? 'none'}`,
        cells: [
          ...(isOneLook ? [] : [String(zone.look)]),
          zone.rule ?? 'none, or ended',
          shareCell(zone.share, 'alternative'),
          shareCell(zone.rejected, 'alternative'),
          shareCell(zone.rejectedWithoutRules, 'alternative'),
          meanCell(zone.events),
          meanCell(zone.patients),
          meanCell(zone.time),
          ...(none ? [shareCell(none.zones[i]!.share, 'alternative')] : []),
        ],
      }),
    ),
  };
}

function finalTable(
  { final, withoutRules, changed }: AdaptationFigures,
  rejected: SimulatedFigure,
  unit: string,
): Table {
  const row = (key: 'events' | 'patients' | 'time', name: string): Row => ({
    key,
    cells: [
      name,
      meanCell(final[key].mean),
      ...final[key].quantiles.map(meanCell),
      meanCell(withoutRules[key]),
    ],
  });
  const { gain } = withoutRules;
  return {
    name: 'adapted',
    title: 'All trials with rules, and the same trials without',
    columns: [
      { key: 'quantity', heading: '', isWord: true },
      { key: 'mean', heading: 'mean', error: 'MCSE' },
      ...['quartile 1', 'median', 'quartile 3'].map(
        (heading): Column => ({ key: heading.replace(' ', '_'), heading, error: 'MCSE' }),
      ),
      { key: 'without_rules', heading: 'without rules', error: 'MCSE' },
    ],
    rows: [
      {
        key: 'rejected',
        cells: [
          'claims of benefit, %',
          shareCell(rejected, 'alternative'),
          ...[NOTHING, NOTHING, NOTHING],
          shareCell(withoutRules.rejected, 'alternative'),
        ],
      },
      {
        key: 'gain',
        cells: [
          'gain by rules, %',
          { value: gain.value, mcse: gain.mcse, form: { as: 'percent', signed: true } },
          ...[NOTHING, NOTHING, NOTHING, NOTHING],
        ],
      },
      {
        key: 'changed',
        cells: [
          'trials changed, %',
          shareCell(changed, 'alternative'),
          ...[NOTHING, NOTHING, NOTHING, NOTHING],
        ],
      },
      row('events', 'events at stopping'),
      row('patients', 'patients entered by then'),
      row('time', `duration, ${unit}s`),
    ],
  };
}
