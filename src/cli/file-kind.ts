import { UsageError } from './errors.ts';

/** What a file can be. Answers, schemas and pages are what commands write and none reads. */
export type FileKind =
  | 'scenario'
  | 'evidence'
  | 'design'
  | 'patients'
  | 'curve'
  | 'numbers at risk'
  | 'table'
  | 'answer'
  | 'schema'
  | 'page';

/** Keys at the top of a scenario that no design has; a test holds them against the schemas. */
export const scenarioKeys: readonly string[] = [
  ...['time', 'evidence', 'parameters', 'characteristics', 'timers', 'start'],
  ...['groups', 'states', 'everywhere', 'marks', 'endpoints', 'subgroups', 'proportions', 'targets'],
  ...['figures', 'identities', 'posterior', 'fits', 'together', 'ordered'],
];

/** Keys at the top of a design that no scenario has, likewise. */
export const designKeys: readonly string[] = [
  ...['trial', 'unit', 'arms', 'endpoint', 'randomised', 'strata', 'enrol', 'allocation', 'randomisation'],
  ...['patients', 'screened', 'accrual', 'dropout', 'test', 'alpha', 'sided', 'events'],
  ...['efficacy', 'futility', 'nominal-ratio', 'target'],
];

/** By a key that only the answer of one command has beside `provenance`. */
export const answerKeys: Readonly<Record<string, string>> = {
  strategies: 'run',
  set: 'compare',
  cox: 'analyse',
  atRisk: 'reconstruct',
  alternative: 'power',
  lower: 'size',
};

/**
 * What a file is, by its keys or its header. A sound file is never taken for one of another kind.
 *
 * @param text the whole of it, or its beginning
 * @returns undefined where nothing tells
 */
export function kindOf(text: string): FileKind | undefined {
  if (/^\s*<(!doctype|html)/i.test(text)) return 'page';
  const keys = keysAtTop(text.replace(/^\uFEFF/, ''));
  if (keys.has('$schema') && keys.has('properties')) return 'schema';
  if (keys.has('provenance') && answeredBy(keys)) return 'answer';
  const ofDesign = designKeys.filter((key) => keys.has(key)).length;
  const ofScenario = scenarioKeys.filter((key) => keys.has(key)).length;
  // a slip such as one key of the other kind does not make it one
  if (ofDesign >= 2 && ofDesign > ofScenario) return 'design';
  if (keys.has('figures') || keys.has('identities'))
    if (!['states', 'time', 'start', 'endpoints'].some((key) => keys.has(key))) return 'evidence';
  if (ofScenario >= 2 && ofScenario > ofDesign) return 'scenario';
  return tableKind(text);
}

/**
 * The refusal of a file that is of another kind than a command takes: what it is, and which command takes it.
 *
 * @returns undefined where it may be what is wanted
 */
export function wrongKind(path: string, text: string, wanted: readonly FileKind[]): UsageError | undefined {
  const kind = kindOf(text);
  return kind === undefined || wanted.includes(kind)
    ? undefined
    : new UsageError(`${path} ${whatItIs(kind, path, text)}`);
}

/** In words, after the name of the file. */
export function whatItIs(kind: FileKind, path: string, text = ''): string {
  switch (kind) {
    case 'scenario':
      return `is a scenario: sojourn run ${path} simulates it, sojourn compare and sojourn check take it too`;
    case 'evidence':
      return `holds published figures and no states: sojourn check ${path} compares them, there is nothing to run`;
    case 'design':
      return `is a trial design: sojourn power ${path} simulates it, sojourn size and sojourn check take it too`;
    case 'patients':
      return `is a table of patients: sojourn analyse ${path} takes it`;
    case 'curve':
      return `is a table of a survival curve: sojourn reconstruct ${path} --at-risk ... takes it`;
    case 'numbers at risk':
      return `is a table of numbers at risk: sojourn reconstruct CURVE.csv --at-risk ${path} takes it`;
    case 'table':
      return 'is a table: sojourn analyse takes one of patients, sojourn reconstruct one of a survival curve';
    case 'answer': {
      const source = sourceOf(text);
      const instead = source === undefined ? '' : `; it was made from ${source}`;
      return `is an answer of sojourn ${answeredBy(keysAtTop(text))}, which no command reads${instead}`;
    }
    case 'schema':
      return 'is a JSON Schema: editors take it, no command does';
    case 'page':
      return 'is a page: browsers show it, no command reads it';
  }
}

/** Keys of a mapping, whether or not all of the text can be read. */
function keysAtTop(text: string): Set<string> {
  if (/^\s*\{/.test(text)) {
    try {
      return new Set(Object.keys(JSON.parse(text)));
    } catch {
      // the beginning of an answer or a schema: keys of any level
      const keys = new Set([...text.slice(0, 2 ** 16).matchAll(/"([$\w-]+)"\s*:/g)].map(([, key]) => key!));
      return keys.has('provenance') || keys.has('$schema') ? keys : new Set();
    }
  }
  const lines = text.matchAll(/^(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([A-Za-z][\w-]*))[ \t]*:(?=\s|$)/gm);
  return new Set([...lines].map(([, double, single, bare]) => (double ?? single ?? bare)!));
}

function answeredBy(keys: ReadonlySet<string>): string | undefined {
  const key = Object.keys(answerKeys).find((one) => keys.has(one));
  return key === undefined ? undefined : answerKeys[key];
}

/** The file that an answer says it was made from. */
function sourceOf(text: string): string | undefined {
  try {
    const { provenance } = JSON.parse(text) as { provenance: Record<string, { file?: unknown } | null> };
    // a design first: its scenario stands beside it
    const file = ['design', 'scenario', 'data', 'curve']
      .map((key) => provenance[key]?.file)
      .find((one) => one !== undefined);
    return typeof file === 'string' ? file : undefined;
  } catch {
    return undefined;
  }
}

/** A header of names, and a row of as many cells. */
function tableKind(text: string): FileKind | undefined {
  const [header = '', row = ''] = text
    .slice(0, 100_000)
    .replace(/^\uFEFF/, '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '');
  const delimiter = [',', ';', '\t', '|'].find((one) => {
    const cells = header.split(one).length;
    return cells >= 2 && row.split(one).length === cells;
  });
  if (delimiter === undefined || /:(\s|$)|^\s*[#[{-]/m.test(`${header}\n`)) return undefined;
  const names = header.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  const has = (...any: string[]) => any.some((name) => names.includes(name));
  const may: FileKind[] = [];
  if (has('time', 'AVAL') && has('status', 'CNSR')) may.push('patients');
  if (has('time') && has('survival')) may.push('curve');
  if (has('time') && has('at_risk')) may.push('numbers at risk');
  return may.length === 1 ? may[0] : 'table';
}
