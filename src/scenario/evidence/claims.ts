import type { EvidenceFile, RawFigure, RawTarget, Scenario } from '../schema/index.ts';
import type { RawParameter } from '../schema/quantity.ts';
import { type Printed, readPrinted } from './printed.ts';
import { asWritten, decimalsOf, type Rounded } from './rounding.ts';

/** The input of the lint: a scenario, an evidence file, or any part of one. */
export type EvidenceSource = Partial<Scenario> | EvidenceFile;
export type Path = (string | number)[];

type Fields = Partial<RawParameter & RawTarget & RawFigure>;

/** A number of the file with all its fields, or a table of numbers with its source. */
export interface Claim {
  path: Path;
  kind: 'parameter' | 'target' | 'figure' | 'table';
  /** the parsed YAML node */
  fields: Fields;
  /** the parsed text of `printed` */
  printed?: Printed;
  /** the number: value, ratio, events / of, survival, median, or else the printed one */
  estimate?: number;
  /** the key that holds the estimate */
  key?: 'value' | 'ratio' | 'mean' | 'events' | 'survival' | 'median' | 'printed';
}

/** Keys of a transition, timer, characteristic or mark that hold no quantity. */
const NOT_QUANTITIES: ReadonlySet<string> = new Set(['counts', 'clock', 'if']);

/** Sections whose keys are names chosen in the file, even `counts`. */
const BY_NAME = new Set(['hazard-ratio', 'time-ratio', 'chance-ratio', 'odds-ratio', 'shares']);
const NOTHING: ReadonlySet<string> = new Set();

type Model = Pick<
  Partial<Scenario>,
  'parameters' | 'characteristics' | 'timers' | 'states' | 'marks' | 'everywhere'
>;

/**
 * All numbers of a file that need a source: parameters, inline quantities, counts, curves, life tables, targets and
 * figures, including those of strategies.
 */
export function claimsOf(file: EvidenceSource): Claim[] {
  const scenario: Partial<Scenario> = file;
  const claims = [...inModel(scenario, [])];
  if (scenario['follow-up']) claims.push(...quantitiesIn(scenario['follow-up'], ['follow-up']));
  for (const [name, { 'follow-up': followUp }] of Object.entries(scenario.calibrate?.cohorts ?? {}))
    if (followUp) claims.push(...quantitiesIn(followUp, ['calibrate', 'cohorts', name, 'follow-up']));
  for (const key of ['curves', 'life-tables'] as const)
    for (const [name, table] of Object.entries(scenario[key] ?? {}))
      claims.push({ path: [key, name], kind: 'table', fields: table });
  for (const [name, fields] of Object.entries(scenario.fits ?? {}))
    claims.push({ path: ['fits', name], kind: 'table', fields: sourceOf(fields) });
  for (const [index, fields] of (scenario.together ?? []).entries())
    claims.push({ path: ['together', index], kind: 'table', fields: sourceOf(fields) });
  for (const [name, strategy] of Object.entries(scenario.strategies ?? {}))
    claims.push(...inModel(strategy, ['strategies', name]));
  for (const [key, kind] of [
    ['targets', 'target'],
    ['figures', 'figure'],
  ] as const)
    for (const [index, fields] of (scenario[key] ?? []).entries())
      claims.push(claim([key, index], kind, fields));
  return claims;
}

function sourceOf({ from, assumption }: Fields): Fields {
  return { ...(from !== undefined && { from }), ...(assumption !== undefined && { assumption }) };
}

function* inModel(model: Model, path: Path): Generator<Claim> {
  for (const [name, fields] of Object.entries(model.parameters ?? {}))
    yield claim([...path, 'parameters', name], 'parameter', fields);
  for (const key of ['characteristics', 'marks'] as const) {
    for (const [name, node] of Object.entries(model[key] ?? {})) {
      const { from, assumption } = node;
      if (node.counts || from)
        yield { path: [...path, key, name], kind: 'table', fields: { from, assumption } };
      yield* quantitiesIn(node, [...path, key, name]);
    }
  }
  for (const key of ['timers', 'states'] as const)
    for (const [name, node] of Object.entries(model[key] ?? {}))
      yield* quantitiesIn(node, [...path, key, name]);
  for (const [index, node] of (model.everywhere ?? []).entries())
    yield* quantitiesIn(node, [...path, 'everywhere', index]);
}

function* quantitiesIn(node: object, path: Path, skip = NOT_QUANTITIES): Generator<Claim> {
  for (const [key, value] of Object.entries(node))
    if (!skip.has(key)) yield* inline(value, [...path, key], BY_NAME.has(key) ? NOTHING : skip);
}

function* inline(node: unknown, path: Path, skip: ReadonlySet<string>): Generator<Claim> {
  if (typeof node !== 'object' || node === null) return; // a name, or a number that is a definition
  if (isQuantity(node)) yield claim(path, 'parameter', node);
  else if (Array.isArray(node))
    for (const [index, item] of node.entries()) yield* inline(item, [...path, index], skip);
  else yield* quantitiesIn(node, path, skip);
}

/** Distinguishes a quantity from a mapping of levels to quantities, in which a level may be called `value`. */
function isQuantity(node: object): node is RawParameter {
  const fields = node as Record<string, unknown>;
  return (
    ['value', 'ratio', 'mean', 'events'].some((key) => typeof fields[key] === 'number') ||
    ['product', 'quotient', 'difference', 'with-odds'].some((key) => Array.isArray(fields[key])) ||
    typeof fields.complement === 'string'
  );
}

function claim(path: Path, kind: Claim['kind'], fields: Fields): Claim {
  const printed = fields.printed === undefined ? undefined : readPrinted(fields.printed);
  return { path, kind, fields, ...(printed && { printed }), ...estimateOf(fields, printed) };
}

function estimateOf(fields: Fields, printed?: Printed): Pick<Claim, 'estimate' | 'key'> {
  for (const key of ['value', 'ratio', 'mean', 'survival', 'median'] as const)
    if (fields[key] !== undefined) return { estimate: fields[key], key };
  if (fields.events !== undefined && fields.of) return { estimate: fields.events / fields.of, key: 'events' };
  if (fields.events !== undefined && fields.exposure)
    return { estimate: fields.events / fields.exposure, key: 'events' };
  return printed?.estimate ? { estimate: printed.estimate.value, key: 'printed' } : {};
}

/** Derived parameters inherit the evidence of the parameters they are derived from. */
export function isDerived({ fields }: Claim): boolean {
  return Boolean(
    fields.product || fields.quotient || fields.complement || fields.difference || fields['with-odds'],
  );
}

/** Whether the number must be a proportion. */
export function isProportion({ fields }: Claim): boolean {
  return fields.of !== undefined || fields.survival !== undefined || fields.proportion !== undefined;
}

/** Whether all parts are taken from one source, so that they must agree with each other. */
export function isPublished({ kind, fields }: Claim): boolean {
  return kind !== 'parameter' || (fields.from !== undefined && !fields.assumption && !fields.calibrated);
}

/** Estimate and interval with their decimals: as in `printed`, or else as written in the file. */
export function roundedInterval(
  claim: Claim,
): { estimate: Rounded; lower: Rounded; upper: Rounded } | undefined {
  const { estimate, printed, fields } = claim;
  if (estimate === undefined || !fields.interval) return undefined;
  const [lower, upper] = fields.interval;
  if (printed?.estimate && printed.lower && printed.upper)
    return { estimate: printed.estimate, lower: printed.lower, upper: printed.upper };
  // 0.30 is written 0.3 in the file: sources print all numbers of an interval to the same number of decimals
  const exact = claim.key === 'events';
  const written = [lower, upper, ...(exact ? [] : [estimate])].map(decimalsOf);
  const decimals = Math.max(...written);
  const same = (value: number): Rounded => ({ value, decimals });
  return { estimate: exact ? asWritten(estimate) : same(estimate), lower: same(lower), upper: same(upper) };
}
