import type { Known } from '../know/known.ts';
import type { Run } from '../know/levels.ts';
import { levelsApart, levelsAsked, runsOf } from '../know/levels.ts';
import { chancesOf, type Source, streamOf } from '../numbers/chances.ts';
import { type Facts, factsKey } from '../numbers/ratios.ts';
import type { Ground, Step, Target } from './step.ts';
import { numericOddsOf } from './step.ts';

const quietly = () => undefined;

/**
 * Draws a characteristic or mark; levels that something distinguishes continue separately.
 *
 * @param then gives the target of the patients in a run of levels; `level` represents its kind
 */
export function drawLevels(
  ground: Ground,
  source: Source,
  levels: readonly string[],
  known: Known,
  then: (level: string, run: Run) => Target,
): Step {
  const { model, questions } = ground;
  const name = streamOf(model, source);
  const numeric = numericOddsOf(model, source, 0);
  if (numeric.length > 0)
    return drawOdds(ground, source, 0, known.facts, (hit) =>
      hit ? then(levels[0]!, [0]) : then(levels[1]!, [1]),
    );
  const chances = ground.chances(source, known.facts);
  const asked = levelsAsked(model, name, levels, known);
  const kinds = questions
    .ask(`levels of ${name}`, (one) => levelsApart(one, name, levels))
    .map((kind, level) => `${kind} ${asked[level]}`);
  const numbered = kinds.map((kind) => kinds.indexOf(kind));
  const runs = askRuns(ground, chances, numbered);
  return onOrDraw(
    chances,
    runs,
    runs.map((run) => {
      const first = runs.find((other) => kinds[other[0]!] === kinds[run[0]!])!;
      return then(levels[first[0]!]!, run);
    }),
  );
}

/** A split by odds that differ from patient to patient, between one level or branch and the other of two. */
export function drawOdds(
  ground: Ground,
  source: Source,
  level: number,
  facts: Facts,
  then: (hit: boolean) => Target,
): Step {
  const chances = ground.chances(source, facts);
  const { questions } = ground;
  const recipe = ground.chancesOf(chances);
  const certain = questions.ask(`certainty ${keyOf(ground, chances)} ${level}`, (one) => {
    const chance = chancesOf(one, recipe, quietly)[level]!;
    return chance === 0 || chance === 1 ? chance : -1;
  });
  // an odds ratio changes neither 0 nor 1
  if (certain === 1) return { kind: 'on', ...then(true) };
  if (certain === 0) return { kind: 'on', ...then(false) };
  return { kind: 'odds', notes: [], chances, level, yes: then(true), no: then(false) };
}

/** Draws a branch of a decision; branches are never merged. */
export function drawBranches(
  ground: Ground,
  source: Source,
  facts: Facts,
  count: number,
  then: (branch: number) => Target,
): Step {
  const chances = ground.chances(source, facts);
  const runs = askRuns(
    ground,
    chances,
    Array.from({ length: count }, (_, branch) => branch),
  );
  return onOrDraw(
    chances,
    runs,
    runs.map(([branch]) => then(branch!)),
  );
}

function askRuns(ground: Ground, chances: number, kinds: readonly number[]): Run[] {
  const recipe = ground.chancesOf(chances);
  return ground.questions.ask(`runs ${keyOf(ground, chances)} ${kinds.join()}`, (model) =>
    runsOf(chancesOf(model, recipe, quietly), kinds),
  );
}

function keyOf(ground: Ground, chances: number): string {
  const { source, facts } = ground.chancesOf(chances);
  return `${source.kind} ${source.index} ${factsKey(facts)}`;
}

/** A single target needs no draw. */
function onOrDraw(chances: number, runs: Run[], ways: Target[]): Step {
  if (ways.length === 1) return { kind: 'on', ...ways[0]! };
  return { kind: 'draw', notes: [], chances, runs, ways };
}
