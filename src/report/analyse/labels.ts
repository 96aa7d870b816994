/** A name that is longer is cut where a table would else be too wide. */
const LONGEST = 12;

/** And so long in the list of full names. */
const LONGEST_TOLD = 80;

/** Short names for tables, all different, and a line that says what they stand for. */
export function shortLabels(names: readonly string[]): { labels: Map<string, string>; legend: string } {
  const cut = names.map((name) => (length(name) > LONGEST ? `${head(name, LONGEST - 1)}…` : name));
  const labels = cut.map((label, i) =>
    cut.indexOf(label) === cut.lastIndexOf(label) ? label : `${i + 1} ${head(names[i]!, LONGEST - 4)}…`,
  );
  const changed = names.flatMap((name, i) =>
    labels[i] === name
      ? []
      : [`  ${labels[i]}  ${length(name) > LONGEST_TOLD ? `${head(name, LONGEST_TOLD)}…` : name}`],
  );
  return {
    labels: new Map(names.map((name, i) => [name, labels[i]!])),
    legend: changed.length === 0 ? '' : `Groups\n${changed.join('\n')}`,
  };
}

const length = (text: string): number => [...text].length;
const head = (text: string, count: number): string => [...text].slice(0, count).join('').trimEnd();
