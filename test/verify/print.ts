import { whole } from '../../src/media/numbers.ts';
import { table } from '../../src/media/text/table.ts';
import type { Comparison } from './agreement/compare.ts';
import type { AgreementVerdict } from './agreement/verdict.ts';
import type { Check } from './battery.ts';
import { type Tails, twoSided } from './p-values.ts';
import type { Task } from './tasks.ts';
import { FALSE_ALARM, isKnownLimit, knownLimits, type Verdict } from './verdict.ts';

const left = { align: 'left' } as const;

/** The meaning of the directions' names, each once. */
export function directionsText(tasks: readonly Task[]): string {
  const about = new Map(tasks.flatMap((task) => (task.about ? [[task.direction, task.about]] : [])));
  if (about.size === 0) return '';
  const columns = [
    { heading: 'direction', ...left },
    { heading: 'in the order of', ...left },
  ];
  return `${table(columns, [...about])}\n`;
}

export function checksText(checks: readonly Check[]): string {
  return table(
    [
      { heading: 'generator', ...left },
      { heading: 'direction', ...left },
      { heading: 'test', ...left },
      { heading: 'statistic ~ null distribution', ...left },
      { heading: 'draws' },
      { heading: 'statistic' },
      { heading: 'p' },
    ],
    checks.map(({ generator, direction, test, equation, draws, statistic, tails }) => [
      generator,
      direction,
      test,
      equation,
      whole(draws),
      statisticText(statistic),
      // padded to the same width without the mark, so that numbers are aligned
      tailText(tails) + (isKnownLimit({ generator, direction }) ? '*' : ' '),
    ]),
  );
}

/** The meaning of the stars in the table. */
export function limitsText(checks: readonly Check[]): string {
  return knownLimits
    .filter(({ generator, directions }) =>
      checks.some((check) => check.generator === generator && directions.includes(check.direction)),
    )
    .map(({ generator, why }) => `* Not judged, a known limit of ${generator}: ${why}.\n\n`)
    .join('');
}

/** Five significant digits; whole numbers as they are. */
function statisticText(value: number): string {
  if (Number.isInteger(value)) return whole(value);
  return value.toFixed(Math.max(0, 4 - Math.floor(Math.log10(Math.abs(value)))));
}

/** The upper tail; if the lower tail is the small one, 1 minus it. */
function tailText({ lower, upper }: Tails): string {
  return lower < 1e-4 ? `1 - ${small(lower)}` : small(upper);
}

function small(p: number): string {
  return p < 1e-4 ? p.toExponential(1) : p.toFixed(4);
}

export function verdictText({ passed, checks, bound, worst, uniformity }: Verdict): string {
  if (!worst) return 'Nothing to judge.';
  const { generator, direction, test, tails } = worst;
  return [
    `${whole(checks)} checks, smallest two-sided p ${small(twoSided(tails))}: ${generator}, ${direction}, ${test}.`,
    `Fails below ${FALSE_ALARM} / ${whole(checks)} = ${small(bound)}, and when the p-values are not uniform.`,
    `All p-values: sup |F(p) - p| = ${uniformity.distance.toFixed(4)} ~ Kolmogorov, p = ${small(uniformity.tails.upper)}.`,
    `Generators: ${passed ? 'passed' : 'FAILED'}.`,
  ].join('\n');
}

export function agreementText(comparisons: readonly Comparison[]): string {
  return table(
    [
      { heading: 'scenario', ...left },
      { heading: 'strategy', ...left },
      { heading: 'figures' },
      { heading: 'largest |z|' },
      { heading: 'beyond 3' },
      { heading: 'expected' },
      { heading: 'where the largest is', ...left },
    ],
    comparisons.map(({ scenario, strategy, figures, worst, beyond, expected }) => [
      scenario,
      strategy,
      whole(figures),
      Math.abs(worst.z).toFixed(2),
      whole(beyond),
      expected.toFixed(1),
      worst.figure,
    ]),
  );
}

export function agreementVerdictText({ passed, figures, bound, worst }: AgreementVerdict): string {
  return [
    `${whole(figures)} figures, largest |z| ${Math.abs(worst.z).toFixed(2)}: ${worst.figure}.`,
    `Fails beyond ${bound.toFixed(2)}, which sound generators reach with a chance of ${FALSE_ALARM} at most (Bonferroni).`,
    `Agreement: ${passed ? 'passed' : 'FAILED'}.`,
  ].join('\n');
}
