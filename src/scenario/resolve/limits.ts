import type { Problem } from '../../language/problem.ts';
import { allModifiers } from '../logic/reach.ts';
import type { Model, Modifier, State } from '../model.ts';
import { NO_LAW } from './laws.ts';

type Numeric = Extract<Modifier, { kind: 'per-unit' | 'value' }>;

/** Reports combinations that the language allows but the simulator cannot do, and says what to write instead. */
export function checkLimits(model: Model): Problem[] {
  const problems: Problem[] = [];
  const complain = complainIn(problems);
  for (const state of model.states) checkBranches(state, complain);
  problems.push(...numberLimits(model));
  checkStreams(model, complain);
  return problems;
}

/** Those of them that the numbers of a model may bring about which has none. */
export function numberLimits(model: Model): Problem[] {
  const problems: Problem[] = [];
  const complain = complainIn(problems);
  for (const state of model.states) {
    for (const { time, path } of state.transitions) {
      if (time.kind !== 'law' || time.law.name !== 'fixed' || time.cure === 0) continue;
      const plain =
        time.clock.kind === 'entry' && numeric([...time.hazardRatios, ...time.timeRatios]).length === 0;
      if (!plain)
        complain(
          [...path, 'cure'],
          'a fixed delay with a cure fraction runs on the clock since entry only; split by a decision instead',
        );
    }
  }
  checkNumbers(model, complain);
  return problems;
}

type Complain = (path: Problem['path'], message: string) => void;

function complainIn(problems: Problem[]): Complain {
  return (path, message) => problems.push({ path, message, severity: 'error' });
}

function checkBranches({ branches }: State, complain: Complain): void {
  for (const { chance, chanceRatios, oddsRatios, path } of branches) {
    const key = chanceRatios.length > 0 ? 'chance-ratio' : 'odds-ratio';
    if (chance === undefined && chanceRatios.length + oddsRatios.length > 0) {
      complain(
        [...path, key],
        'the branch takes the rest, so a ratio cannot change it; put the ratio on the others',
      );
    }
    if (numeric(chanceRatios).length > 0) {
      complain(
        [...path, 'chance-ratio'],
        'a chance cannot be multiplied by a number that has no bound; use odds-ratio',
      );
    }
    const others = branches.filter((branch) => branch.path !== path);
    const isPair = others.length === 1 && others[0]!.oddsRatios.length === 0;
    if (numeric(oddsRatios).length > 0 && !isPair) {
      complain(
        [...path, 'odds-ratio'],
        'odds by a numeric characteristic need a decision between two, with the ratio on one of them',
      );
    }
  }
}

function checkNumbers(model: Model, complain: Complain): void {
  const numbers = model.characteristics.filter(({ kind }) => kind === 'numeric');
  if (numbers.length === 0) return;
  const factors = new Set(numeric(allModifiers(model)).map(({ characteristic }) => characteristic));
  for (const one of numbers) {
    // a law with errors has been reported already
    if (one.kind !== 'numeric' || one.law.name === NO_LAW) continue;
    if (one.law.by !== undefined) {
      complain(
        one.path,
        `a characteristic is drawn before others are known: its law must not depend on ${one.law.by}`,
      );
      continue;
    }
    const d = one.law.distribution();
    if (d.limit < Number.POSITIVE_INFINITY)
      complain(one.path, 'the law leaves some patients without a value; a characteristic needs a proper law');
    else if ((d.form.kind === 'pieces' || d.form.kind === 'jumps') && factors.has(one.name))
      complain(one.path, `a ratio by ${one.name} needs a smooth law; ${one.law.name} has kinks`);
  }
}

/** Reports random streams with two purposes: draws that should be independent would be dependent. */
function checkStreams(model: Model, complain: Complain): void {
  const taken = new Map<string, string>();
  for (const { name } of model.characteristics) taken.set(name, 'characteristic');
  for (const { name } of model.marks) taken.set(name, 'mark');
  for (const { name } of model.timers) taken.set(name, 'timer');
  for (const { branches, stream, path } of model.states) {
    if (branches.length === 0) continue;
    if (taken.has(stream))
      complain([...path, 'name'], `"${stream}" already draws a ${taken.get(stream)}, choose another name`);
  }
  const decisions = new Set(
    model.states.filter(({ branches }) => branches.length > 0).map(({ stream }) => stream),
  );
  for (const { time, stream, path } of model.states.flatMap(({ transitions }) => transitions)) {
    const other = taken.get(stream) ?? (decisions.has(stream) ? 'decision' : undefined);
    if (time.kind === 'law' && other)
      complain([...path, 'name'], `"${stream}" already draws a ${other}, choose another name`);
  }
}

function numeric(modifiers: readonly Modifier[]): Numeric[] {
  return modifiers.filter((modifier) => modifier.kind === 'per-unit' || modifier.kind === 'value');
}
