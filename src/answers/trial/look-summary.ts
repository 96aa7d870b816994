import type { Boundary, ClosedFormFigures } from './schema.ts';

/** What the looks of a design need to be told in the manner of other programs. */
export interface LooksByFormula {
  boundaries: readonly { fraction: number; efficacy: Boundary; futility: Boundary }[];
  closedForm: Pick<ClosedFormFigures, 'looks'>;
}

/** A look: its boundaries on every scale, and what is spent and gained up to it. All by the closed form. */
export interface LookSummary {
  /** information fraction */
  fraction: number;
  /** expected: calendar time, events, patients who have entered */
  time: number;
  events: number;
  patients: number;
  efficacy: Boundary;
  futility: Boundary;
  /** type I error up to this look, of both sides together; futility that is not binding is ignored */
  alphaSpent: number;
  /** chance of a claim up to this look under the alternative, in either direction if two-sided */
  power: number;
  /** up to this look, if futility is obeyed: chance of a stop for it, and type I error; null without futility */
  obeyed: { alternative: number; null: number; alpha: number } | null;
}

export function lookSummaries({ boundaries, closedForm }: LooksByFormula): LookSummary[] {
  const hasFutility = boundaries.some(({ futility }) => futility !== null);
  let [alphaSpent, power] = [0, 0];
  let obeyed = { alternative: 0, null: 0, alpha: 0 };
  return closedForm.looks.map((look, k) => {
    const without = look.nullObeyed ?? look.null;
    alphaSpent += look.null.efficacy + look.null.opposite;
    power += look.efficacy + look.opposite;
    obeyed = {
      alternative: obeyed.alternative + look.futility,
      null: obeyed.null + without.futility,
      alpha: obeyed.alpha + without.efficacy,
    };
    const { time, events, patients } = look;
    return {
      ...boundaries[k]!,
      ...{ time, events, patients, alphaSpent, power },
      obeyed: hasFutility ? obeyed : null,
    };
  });
}
