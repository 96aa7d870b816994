import type { Characteristic, Mark, Timer } from '../model.ts';
import { FOLLOW_UP } from '../model.ts';
import type { RawCharacteristic, RawMark, RawTimer } from '../schema/model.ts';
import { levelChances } from './chances.ts';
import { conditionOf, modifiersOf } from './conditions.ts';
import { type Context, complain, inForce, type Path, statesOf, unknown, whereIs } from './context.ts';
import { lawOf, unitLength } from './laws.ts';

/** A characteristic is drawn once for each patient, at the start. */
export function characteristicOf(context: Context, name: string, raw: RawCharacteristic): Characteristic {
  const path = whereIs(context, 'characteristics', name);
  const title = raw.title ?? name;
  const levels = levelChances(context, raw, path);
  if (levels) {
    if (raw.law !== undefined)
      complain(context, path, `${name} has both levels and a law, must have one of them`);
    return { kind: 'levels', name, title, ...levels, path };
  }
  return {
    kind: 'numeric',
    name,
    title,
    law: lawOf(context, raw, path),
    ageScale: raw.unit ? unitLength(context, raw.unit) : 1,
    path,
  };
}

/** @param remembered called for each timer, in order, to make it of its raw text or to take it from before */
export function timersOf(
  context: Context,
  remembered: <T>(raw: object, make: () => T) => T = (_, make) => make(),
): Timer[] {
  const raw = inForce(context, 'timers');
  const ordered: string[] = [];
  const visit = (name: string, through: string[]): void => {
    if (ordered.includes(name)) return;
    const after = raw[name]!.after;
    const path = whereIs(context, 'timers', name);
    if (through.includes(name)) complain(context, path, `timer "${name}" waits for itself`);
    else {
      if (after !== undefined) {
        if (Object.hasOwn(raw, after)) visit(after, [...through, name]);
        else unknown(context, [...path, 'after'], 'timer', after, Object.keys(raw));
      }
      if (!ordered.includes(name)) ordered.push(name);
    }
  };
  for (const name of Object.keys(raw)) visit(name, []);
  const timer = (name: string, entry: RawTimer, path: Path): Timer =>
    remembered(entry, () => ({ name, after: entry.after, law: lawOf(context, entry, path), path }));
  const timers = ordered.map((name) => timer(name, raw[name]!, whereIs(context, 'timers', name)));
  const followUp = context.scenario['follow-up'];
  if (followUp) timers.push(timer(FOLLOW_UP, followUp, ['follow-up']));
  for (const { law, path } of timers) {
    if (law.by !== undefined)
      complain(context, path, `a timer is the same for every patient: its law must not depend on ${law.by}`);
  }
  return timers;
}

export function markOf(context: Context, name: string, raw: RawMark): Mark {
  const path = whereIs(context, 'marks', name);
  const levels = levelChances(context, raw, path);
  if (!levels) complain(context, path, `${name} has no chances, must have one of chance, shares, counts`);
  const oddsRatios = modifiersOf(context, raw['odds-ratio'], [...path, 'odds-ratio']);
  if (oddsRatios.length > 0 && raw.chance === undefined)
    complain(context, [...path, 'odds-ratio'], 'odds ratios need a yes/no mark: chance');
  return {
    name,
    title: raw.title ?? name,
    on: statesOf(context, raw.on, [...path, 'on']),
    condition: raw.if ? conditionOf(context, raw.if, [...path, 'if']) : { op: 'always' },
    levels: levels?.levels ?? [],
    chances: levels?.chances ?? [],
    oddsRatios,
    path,
  };
}
