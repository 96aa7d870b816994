import { whole } from '../../media/numbers.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { isOfHazardRatio } from '../../trial/expected/scales.ts';
import type { BoundaryRules } from '../../trial/language/boundaries.ts';
import { monitorTrial, type Seen } from '../../trial/monitor.ts';
import { designSummary } from '../trial/summary.ts';
import type { MonitorAnswer } from './schema.ts';
import { monitorSentence } from './sentence.ts';

export interface MonitorParts {
  design: TrialDesign;
  rules: BoundaryRules;
  target?: number;
  seen: Seen;
  provenance: MonitorAnswer['provenance'];
}

/** Puts the whole answer of `monitor` together. */
export function monitorAnswer({ design, rules, target, seen, provenance }: MonitorParts): MonitorAnswer {
  const monitoring = monitorTrial(design, rules, seen);
  return {
    provenance,
    design: designSummary(design, target),
    sentence: monitorSentence(monitoring),
    ...monitoring,
    effect: seen.effect ?? null,
    prior: seen.prior ?? null,
    notes: notesOf(design, rules, seen, monitoring.looks),
  };
}

function notesOf(
  design: TrialDesign,
  rules: BoundaryRules,
  { looks, isFinal, events }: Seen,
  monitored: MonitorAnswer['looks'],
): string[] {
  const last = looks[looks.length - 1]!;
  const isSpending = 'spending' in rules.efficacy(design.boundaries.fractions);
  const crossed = monitored.slice(0, -1).findIndex(({ decision }) => decision !== 'continue');
  const over = isFinal && last.fraction > 1;
  const short = isFinal && last.fraction < 1;
  return [
    isSpending
      ? 'Boundaries follow the information that was seen, by the spending function of the design.'
      : 'Boundaries are those of the plan, look by look: the design gives them or their shape, and no spending function.',
    ...(isFinal && isSpending && (over || short)
      ? [
          `The last look has ${over ? 'more' : 'less'} information than planned${events === undefined ? '' : `, ${whole(last.events ?? 0)} events for ${whole(events)}`}; it spends all of alpha that is left.`,
        ]
      : []),
    ...(crossed >= 0
      ? [
          `Look ${crossed + 1} reached the boundary of ${monitored[crossed]!.decision}, and the trial went on.`,
        ]
      : []),
    ...(design.boundaries.futility.some((z) => z > -Infinity) && !design.boundaries.binding
      ? ['Futility is not binding: the chances of a claim leave it out, and so does the type I error.']
      : []),
    ...(isOfHazardRatio(design) && events !== undefined
      ? []
      : [
          'The scale of this test is no hazard ratio of a known number of events: figures are on z and p alone.',
        ]),
  ];
}
