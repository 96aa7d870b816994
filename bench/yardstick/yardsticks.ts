import { benchmark, constantHazards, type Model } from './models.ts';
import { cpp, type Prepare, python, r } from './tools.ts';

/** A program that does the work of a scenario, written as an experienced user of its tool would write it. */
export interface Yardstick {
  program: string;
  model: Model;
  /** enough that a turn takes about 0.15 to 2 seconds */
  patients: number;
  prepare: Prepare;
}

/** To add one: write a file in programs/ that prints what readOutput reads, and a line here. */
export const yardsticks: readonly Yardstick[] = [
  { program: 'C++', model: benchmark, patients: 2 ** 22, prepare: cpp('illness-death.cpp') },
  { program: 'numpy', model: benchmark, patients: 2 ** 22, prepare: python('illness-death.py', 'numpy') },
  { program: 'base R', model: benchmark, patients: 2 ** 20, prepare: r('base.R') },
  { program: 'R, mets', model: benchmark, patients: 2 ** 18, prepare: r('mets.R', 'mets') },
  { program: 'R, Epi', model: benchmark, patients: 2 ** 9, prepare: r('epi.R', 'Epi') },
  { program: 'R, msm', model: constantHazards, patients: 2 ** 12, prepare: r('msm.R', 'msm') },
];
