import type { CurvePatients } from './curve.ts';
import type { UncertaintyLaw } from './law.ts';

export type Place = readonly (string | number)[];

/** A drawn number, with all places of the file that state it from the same evidence. */
export interface DrawnNumber {
  kind: 'number';
  /** a parameter's name, or the path of a number without a name */
  name: string;
  /** identifies the evidence: equal keys draw equal values, whatever else is drawn */
  key: string;
  /** the entry of `evidence`; undefined for assumptions and calibrated values */
  source: string | undefined;
  basis: Basis;
  places: { path: Place; isRatio: boolean }[];
  /** the value in the file */
  value: number;
  law: UncertaintyLaw;
  /** name of the rule that gave the law */
  rule: string;
}

/** Counts by level, drawn jointly from a Dirichlet law. */
export interface DrawnCounts {
  kind: 'counts';
  name: string;
  key: string;
  source: string | undefined;
  basis: Basis;
  path: Place;
  counts: Readonly<Record<string, number>>;
}

/** A published curve, resampled from its patients. */
export interface DrawnCurve {
  kind: 'curve';
  name: string;
  key: string;
  source: string | undefined;
  basis: Basis;
  path: Place;
  curve: CurvePatients;
}

/** Everything that is drawn as one item. */
export type Drawn = DrawnNumber | DrawnCounts | DrawnCurve;

/** The basis of a number. */
export type Basis = 'evidence' | 'calibrated' | 'assumption';
