import { changesTrial } from './adaptation.ts';
import type { TrialDesign } from './design.ts';
import type { AdaptationCharacteristics, Distributed, Simulated } from './operating-characteristics.ts';
import { simulatedQuantile } from './quantiles.ts';
import { isClaim } from './replicate/conduct.ts';
import type { TrialRecord } from './replicate/record.ts';
import { meanOf, shareOf } from './summarise.ts';

const QUARTILES = [0.25, 0.5, 0.75];

/** What the rules of a design did, beside the same trials without them. @param plain the same replicates without rules */
export function summariseAdaptation(
  { looks, adaptation }: TrialDesign,
  record: TrialRecord,
  plain: TrialRecord,
): AdaptationCharacteristics {
  const { rules } = adaptation!;
  const { replicates } = record;
  const width = looks.length;
  const ruleAt = (r: number, k: number) => record.adapted!.rule[r * width + k]!;
  const isRejected = (r: number) => isClaim(record.decision[r]!);
  const isRejectedPlain = (r: number) => isClaim(plain.decision[r]!);
  const last = (of: TrialRecord, column: Float64Array) => (r: number) => column[r * width + of.stopped[r]!]!;
  const mean = (value: (r: number) => number, among?: (r: number) => boolean) =>
    meanOf(replicates, value, among);
  const sizes = (of: TrialRecord, among?: (r: number) => boolean) => ({
    events: mean(last(of, of.events), among),
    patients: mean(last(of, of.patients), among),
    time: mean(last(of, of.time), among),
  });
  const distributed = (value: (r: number) => number): Distributed => {
    const sorted = Float64Array.from({ length: replicates }, (_, r) => value(r)).sort();
    return { mean: mean(value), quantiles: QUARTILES.map((p) => simulatedQuantile(sorted, p)) };
  };
  const zoneOf = (look: number, rule: number | undefined, holds: (r: number) => boolean) => ({
    look,
    ...(rule === undefined ? {} : { rule: rules[rule]!.name }),
    share: shareOf(replicates, holds),
    rejected: shareOf(replicates, isRejected, holds),
    rejectedWithoutRules: shareOf(replicates, isRejectedPlain, holds),
    ...sizes(record, holds),
  });
  return {
    zones: looks.flatMap((_, k) => {
      const own = rules.flatMap(({ look }, index) => (look === k ? [index] : []));
      if (own.length === 0) return [];
      const others = (r: number) => record.stopped[r]! >= k && ruleAt(r, k) < 0;
      return [
        ...own.map((rule) => zoneOf(k, rule, (r) => record.stopped[r]! >= k && ruleAt(r, k) === rule)),
        zoneOf(k, undefined, others),
      ];
    }),
    changed: shareOf(replicates, (r) =>
      looks.some((_, k) => {
        const rule = k <= record.stopped[r]! ? ruleAt(r, k) : -1;
        return rule >= 0 && changesTrial(rules[rule]!.action);
      }),
    ),
    final: {
      events: distributed(last(record, record.events)),
      patients: distributed(last(record, record.patients)),
      time: distributed(last(record, record.time)),
    },
    withoutRules: {
      rejected: shareOf(replicates, isRejectedPlain),
      gain: mean((r) => Number(isRejected(r)) - Number(isRejectedPlain(r))) satisfies Simulated,
      ...sizes(plain),
    },
  };
}
