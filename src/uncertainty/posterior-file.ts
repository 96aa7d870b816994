import { unknownName } from '../language/names.ts';
import { echoed, headerOf, isMissing, listed, readColumns, unknownColumn } from '../patients/csv.ts';
import { decimalOf, noNumber, numberOf } from '../patients/decimal.ts';
import { type DataProblem, gathering } from '../patients/problems.ts';
import type { Domain } from '../scenario/distributions/index.ts';
import { outsideOf } from '../scenario/resolve/quantities.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { type NamedNumber, namedNumbers } from './numbers.ts';
import { usesOf } from './use.ts';

/** A 95% interval is estimated from the outermost fortieths of the rows; with fewer rows these are one or two rows. */
export const FEWEST_ROWS = 100;
/** A file with more rows is not a posterior sample. */
const MOST_ROWS = 1_000_000;
/** Columns that number the rows instead of holding a parameter. */
const ROW_NUMBERS = ['draw', '.draw', ''];

/** A posterior that was read, or all its problems. */
export interface PosteriorRead {
  /** the scenario with the rows */
  scenario?: Scenario;
  /** places in the file of the posterior */
  problems: DataProblem[];
  more: number;
}

/**
 * Reads the text of the file that a scenario's `posterior` names. Each column must be a parameter that is not derived from
 * others, each value one that the model can take.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, withPosterior } from 'sojourn';
 *
 * const text = readFileSync('scenarios/illness-death.yaml', 'utf8');
 * const { scenario } = checkScenario(`${text}\nposterior: { file: rows.csv }\n`, { compileOnly: () => [] });
 * const rows = Array.from({ length: 100 }, (_, i) => `${0.04 + i / 5000},${0.14 + i / 5000}`);
 * const read = withPosterior(scenario!, ['falls-ill,dies-ill', ...rows].join('\n'));
 * console.log(read.problems.length, read.scenario!.posteriorRows!.rows);
 * // 0 100
 * ```
 */
export function withPosterior(scenario: Scenario, text: string): PosteriorRead {
  const { posterior } = scenario;
  const numbers = namedNumbers(scenario);
  const header = text.trim() === '' ? [] : headerOf(text);
  const wanted = posterior?.parameters ?? header.filter((name) => !ROW_NUMBERS.includes(name));
  const wrong = header.length === 0 ? [] : headerProblems(header, wanted, numbers);
  if (wrong.length > 0) return { problems: wrong, more: 0 };
  const { rows, columns, delimiter, lineOf, problems, more } = readColumns(text, wanted);
  if (problems.length > 0) return { problems, more };
  if (rows < FEWEST_ROWS || rows > MOST_ROWS)
    return {
      problems: [
        {
          line: 1,
          message: `${rows} rows of joint draws, must be from ${FEWEST_ROWS} to ${MOST_ROWS.toLocaleString('en')}`,
        },
      ],
      more: 0,
    };
  const decimal = decimalOf([...columns.values()], delimiter);
  const gathered = gathering();
  const uses = usesOf(scenario, Object.keys(scenario.strategies));
  const read = wanted.map((name): [string, Float64Array] => {
    const domains = [...uses.domainsOf(numbers.get(name)!.path)];
    const values = Float64Array.from(columns.get(name)!, (cell, row) => {
      const value = numberOf(cell, decimal);
      const message = Number.isFinite(value)
        ? outside(value, domains)
        : isMissing(cell)
          ? 'is missing, must be a number'
          : noNumber(cell, decimal);
      if (message !== undefined) gathered.add(() => ({ line: lineOf(row), column: name, message }));
      return value;
    });
    return [name, values];
  });
  if (gathered.problems.length > 0)
    return { problems: gathered.problems.sort((a, b) => a.line - b.line), more: gathered.more };
  const posteriorRows = { rows, columns: Object.fromEntries(read) };
  return { scenario: { ...scenario, posteriorRows }, problems: [], more: 0 };
}

function outside(value: number, domains: readonly Domain[]): string | undefined {
  const must = domains.map((domain) => outsideOf(domain, value)).find((words) => words !== undefined);
  return must && `is ${value}, ${must}`;
}

/** Columns that are missing, occur twice, or name a number that cannot be drawn. */
function headerProblems(
  header: readonly string[],
  wanted: readonly string[],
  numbers: ReadonlyMap<string, NamedNumber>,
): DataProblem[] {
  const problems: DataProblem[] = [];
  const add = (message: string) => problems.push({ line: 1, message });
  if (wanted.length === 0) add(`no column is a parameter; the header has ${listed(header)}`);
  for (const name of new Set(wanted)) {
    const number = numbers.get(name);
    if (!header.includes(name)) add(unknownColumn(name, header));
    else if (header.indexOf(name) !== header.lastIndexOf(name)) add(`two columns are called ${echoed(name)}`);
    else if (!number)
      add(
        `column ${unknownName('parameter', name, numbers.keys())}; name the columns to read under posterior.parameters`,
      );
    else if (number.isDerived)
      add(`column ${echoed(name)} is a parameter that follows from others; give those a column instead`);
  }
  return problems;
}
