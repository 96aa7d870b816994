import { type Verdict, verdictsOf } from '../../estimates/targets.ts';
import { figureCell, percentCell } from '../../media/cell.ts';
import type { Row, Table } from '../../media/table.ts';
import type { RunTarget } from './schema.ts';

/** Most targets outside their intervals that a brief answer lists. */
const MOST_MISSED = 10;

/** Published and simulated figures. @param unit of medians */
export function targetTable(targets: readonly RunTarget[], unit: string): Table {
  return {
    ...tableOf(targets),
    title: `Targets: published figures beside the simulated ones; shares in percent, medians in ${unit}s`,
    notes: verdictLines(targets),
  };
}

/** The first targets outside their intervals. */
export function missedTable(targets: readonly RunTarget[]): Table {
  const missed = targets.filter(({ inside }) => inside === false);
  const more = missed.length - MOST_MISSED;
  return { ...tableOf(missed.slice(0, MOST_MISSED)), notes: more > 0 ? [`... and ${more} more`] : [] };
}

function tableOf(targets: readonly RunTarget[]): Table {
  return {
    name: 'targets',
    columns: [
      { key: 'target', heading: 'target', isWord: true },
      { key: 'published', heading: 'published' },
      { key: 'published_ci', heading: '95% interval', isJoined: true },
      { key: 'simulated', heading: 'simulated', error: 'MCSE' },
      { key: 'verdict', heading: '', isWord: true, isJoined: true },
    ],
    rows: targets.map(rowOf),
  };
}

/** The key of a row is the index of its target. */
function rowOf(
  { name, kind, calibration, published, interval, simulated, mcse, inside }: RunTarget,
  place: number,
): Row {
  const isTime = kind === 'median';
  const form = isTime ? ({ as: 'plain' } as const) : ({ as: 'published percent' } as const);
  const [lower = null, upper = null] = interval ?? [];
  return {
    key: String(place),
    cells: [
      calibration ? `${name} *` : name,
      { value: published, form },
      { lower, upper, form },
      isTime ? figureCell(simulated, mcse) : percentCell(simulated, mcse),
      inside === null ? '' : { mark: inside ? 'good' : 'bad', text: inside ? 'inside' : 'outside' },
    ],
  };
}

/** How many targets lie inside their intervals: all of them, calibration targets, and others. */
export function verdictLines(targets: readonly RunTarget[]): string[] {
  const { all, fitted, others } = verdictsOf(targets);
  const verdict = ({ inside, judged }: Verdict) => `${inside} of ${judged} inside`;
  const rest = others.judged === 0 ? '' : `; other targets: ${verdict(others)}`;
  return [
    `${verdict(all)} their intervals`,
    ...(fitted.judged === 0 ? [] : [`* calibration target: ${verdict(fitted)}${rest}`]),
  ];
}
