import type { PsaResult } from '../psa/index.ts';
import { type ValueOfKnowing, valueOfKnowing } from '../psa/perfect-information.ts';
import { shrunk } from '../psa/summary.ts';
import { withReference } from './evppi.ts';

/** The expected value of perfect information; also with the patients' part of the variance included. */
export type Evpi = ValueOfKnowing & { uncorrected: number };

/** The differences of each strategy from the reference in one outcome, by draw, and the expected value of perfect information. */
export interface Decision {
  /** of each strategy except the reference; the patients' part is included */
  differences: Float64Array[];
  preferred: string;
  evpi: Evpi;
}

/**
 * @throws RangeError for one strategy, or an outcome that is not reached in some draw
 */
export function decisionBy({ table }: Pick<PsaResult, 'table'>, outcome: string): Decision {
  const { strategies, outcomes } = table;
  const k = outcomes.findIndex(({ name }) => name === outcome);
  if (strategies.length < 2)
    throw new RangeError('there is one strategy, so that information changes no choice; name another');
  const reference = table.column(0, k);
  const differences = strategies
    .slice(1)
    .map((_, s) => table.column(s + 1, k).map((value, d) => value - reference[d]!));
  if (differences.some((column) => column.some(Number.isNaN)))
    throw new RangeError(
      `${outcome} is not reached in some draws; choose another outcome, such as a restricted mean`,
    );
  const corrected = differences.map((column, s) => shrunk(column, table.pairedVariance(s + 1, k)));
  const means = withReference(differences).map(
    (column) => column.reduce((sum, value) => sum + value, 0) / column.length,
  );
  return {
    differences,
    preferred: strategies[means.indexOf(Math.max(...means))]!,
    evpi: {
      ...valueOfKnowing(withReference(corrected)),
      uncorrected: valueOfKnowing(withReference(differences)).value,
    },
  };
}
