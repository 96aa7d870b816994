import { coverageOf, kinds, type StudyKind } from './studies.ts';

/** What 95% intervals should hold, and what is found. */
export interface Coverage {
  name: string;
  held: number;
  studies: number;
  /** within four binomial standard errors */
  isRight: boolean;
}

const LEVEL = 0.95;

/** 95% intervals of so many studies of each kind hold the truth in 95% of them, within four binomial standard errors. */
export function verifyCoverage(
  studies: number,
  onKind: (name: string) => void = () => {},
  of: readonly StudyKind[] = kinds,
): Coverage[] {
  return of.map((kind) => {
    onKind(kind.name);
    const held = coverageOf(kind, studies);
    const bound = 4 * Math.sqrt(LEVEL * (1 - LEVEL) * studies);
    return { name: kind.name, held, studies, isRight: Math.abs(held - LEVEL * studies) <= bound };
  });
}
