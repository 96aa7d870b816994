import { type Figures, MONTHS } from '../figures.ts';

/** The counts of a program. */
export interface Counted {
  /** completing and not completing: patients, and how many had each event by each of MONTHS */
  paths: { patients: number; OS: number[]; PFS: number[] }[];
  /** patients with toxicity, both paths together */
  toxicity: number;
}

const ENDPOINTS = ['OS', 'PFS'] as const;

/** The line that every program in programs/ prints. */
interface Output {
  seconds: number;
  /** by path; OS and PFS: numbers with the event by each whole month, from month 0 */
  paths: { patients: number; toxicity: number; OS: number[]; PFS: number[] }[];
}

/**
 * Reads the line of JSON that a program printed.
 *
 * @param patients the number it was asked to simulate
 * @throws RangeError if the line is invalid: decreasing counts, or another number of patients
 */
export function readOutput(line: string, patients: number): { seconds: number; counted: Counted } {
  const { seconds, paths } = JSON.parse(line) as Output;
  if (!(seconds > 0)) throw new RangeError(`seconds is ${seconds}, must be above 0`);
  if (paths.length !== 2) throw new RangeError(`there are ${paths.length} paths, must be 2`);
  for (const path of paths) for (const endpoint of ENDPOINTS) checkEvents(path[endpoint], path.patients);
  const simulated = sum(paths.map((path) => path.patients));
  if (simulated !== patients) throw new RangeError(`there are ${simulated} patients, must be ${patients}`);
  const at = (events: readonly number[]) => MONTHS.map((month) => events[month]!);
  const counted = {
    paths: paths.map((path) => ({ patients: path.patients, OS: at(path.OS), PFS: at(path.PFS) })),
    toxicity: sum(paths.map((path) => path.toxicity)),
  };
  return { seconds, counted };
}

/** The same counts from sojourn: the two paths are the two subgroups of the scenario, completing first. */
export function countedBy({ events, hits }: Figures): Counted {
  const paths = [true, false].map((completing) => {
    const [OS, PFS] = ENDPOINTS.map(
      (name) => events.find(({ endpoint, member }) => endpoint === name && member[0] === completing)!,
    );
    return { patients: OS!.patients, OS: OS!.by, PFS: PFS!.by };
  });
  return { paths, toxicity: hits.toxicity! };
}

function checkEvents(events: readonly number[], patients: number): void {
  const last = Math.max(...MONTHS);
  if (events.length !== last + 1)
    throw new RangeError(`there are ${events.length} months, must be ${last + 1}`);
  events.forEach((count, month) => {
    const before = month === 0 ? 0 : events[month - 1]!;
    if (!(Number.isInteger(count) && count >= before && count <= patients))
      throw new RangeError(
        `${count} of ${patients} had their event by month ${month}, ${before} before: counts must rise`,
      );
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
