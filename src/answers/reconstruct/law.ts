import type { SurvivalCurve } from '../../survival/curve.ts';
import { kaplanMeier } from '../../survival/kaplan-meier.ts';
import { lifeTable } from '../../survival/life-table.ts';
import type { ReconstructionAnswer } from './schema.ts';

export type TimeUnit = 'day' | 'week' | 'month' | 'year';

/** A larger fall of survival stays a step; smaller falls are spread over the time since the event before. */
const TALL = 0.01;
/** The share of the time between two events that a step takes. */
const STEEP = 0.001;
const MOST_ROWS = 1_000_000;

/**
 * A scenario with the reconstructed survival as its only law. It can be checked and run as it is, and its `curves` and
 * `evidence` can be copied into another scenario.
 *
 * @param name of the curve, a valid name of the scenario language
 */
export function lawScenario(name: string, unit: TimeUnit, file: ReconstructionAnswer): string {
  const { times, statuses } = file.patients;
  const points = lawPoints(kaplanMeier(lifeTable({ times, statuses })));
  const end = times.at(-1)!;
  const { rows, horizon } = gridFor(Math.max(end, points.at(-1)![0]));
  const quoted = JSON.stringify(file.provenance.curve.file);
  const arm = file.label === null ? '' : `, ${file.label}`;
  return `# Survival reconstructed from ${quoted} and its numbers at risk: ${file.n} patients, ${file.events} events, at most
# ${Number(file.error.largest.toFixed(4))} from the points that were read. Checks and runs as it stands. To use it in a scenario of yours, copy what
# is under \`evidence\` and \`curves\`, and write in a transition: { to: ..., law: empirical, curve: ${name} }
scenario: ${JSON.stringify(`Reconstructed survival: ${name}${arm}`)}

# the figure's unit of time; it says nothing of later times than data-until
time: { unit: ${unit}, origin: time 0 of the figure, horizon: ${horizon}, data-until: ${horizon}${rows === 32 ? '' : `, rows-per-unit: ${rows}`} }

evidence:
  ${name}-figure:
    cite: "To be filled in: authors, title or journal, year, figure"
    n: ${file.n}
    caveat: Patients were reconstructed from a published figure (Guyot et al. 2012), not observed

curves:
  ${name}:
    points:
${wrapped(points)}
    # after the last point nobody has the event; \`constant-hazard\` goes on with the hazard of the last piece
    after-last: never
    from: ${name}-figure
    note: ${JSON.stringify(`Kaplan-Meier curve of the patients that sojourn reconstruct made from ${file.provenance.curve.file}`)}

start: at-risk
states:
  at-risk: { transitions: [{ to: event, law: empirical, curve: ${name} }] }
  event: {}
endpoints:
  event-free: { event: event }
`;
}

/** Points between which a constant hazard follows the steps to within `TALL`; just after each event it meets them. */
function lawPoints({ times, survival, followUp }: SurvivalCurve): [time: number, survival: number][] {
  const points: [number, number][] = [[0, 1]];
  const add = (time: number, value: number) => {
    // a curve in a scenario starts at [0, 1], with increasing times
    if (time > points.at(-1)![0]) points.push([time, value]);
  };
  let before = 1;
  for (const [row, exact] of survival.entries()) {
    const value = Number(exact.toFixed(6));
    if (value === before) continue;
    const time = times[row]! > 0 ? times[row]! : (times[row + 1] ?? 1) * STEEP;
    const last = points.at(-1)![0];
    if (before - value > TALL) add(Number((time - (time - last) * STEEP).toPrecision(12)), before);
    add(time, value);
    before = value;
  }
  add(followUp, before);
  if (points.length === 1) add(1, before);
  return points;
}

/** Rows per unit, and a horizon of whole rows at the end of the curve or just after it. */
function gridFor(end: number): { rows: number; horizon: number } {
  const rows = end < 1 ? 128 : ([32, 16, 8, 4, 2].find((rows) => (end + 1) * rows <= MOST_ROWS) ?? 1);
  return { rows, horizon: Math.ceil(end * rows) / rows };
}

function wrapped(points: readonly (readonly [number, number])[]): string {
  const lines: string[] = [];
  let line = '      [';
  for (const [i, [time, survival]] of points.entries()) {
    const text = `[${time}, ${survival}]${i === points.length - 1 ? ']' : ','}`;
    if (line.length + text.length > 109) {
      lines.push(line.trimEnd());
      line = '       ';
    }
    line += `${text} `;
  }
  return [...lines, line.trimEnd()].join('\n');
}
