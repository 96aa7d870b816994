import { UsageError } from './errors.ts';

/** The kinds of files. Answers, schemas and pages are written by commands and read by none. */
export type FileKind =
  | 'scenario'
  | 'evidence'
  | 'targets'
  | 'design'
  | 'patients'
  | 'curve'
  | 'numbers at risk'
  | 'table'
  | 'answer'
  | 'schema'
  | 'page';

/** Top-level keys of scenarios that designs do not have; a test compares them with the schemas. */
export const scenarioKeys: readonly string[] = [
  ...['time', 'evidence', 'parameters', 'characteristics', 'timers', 'start'],
  ...['groups', 'states', 'everywhere', 'marks', 'endpoints', 'subgroups', 'proportions', 'targets'],
  ...['figures', 'identities', 'calibrate', 'posterior', 'fits', 'together', 'ordered'],
];

/** Top-level keys of files of targets; tested in the same way. */
export const targetsKeys: readonly string[] = ['about', 'evidence', 'cohorts', 'targets'];

/** Top-level keys of designs that scenarios do not have; tested in the same way. */
export const designKeys: readonly string[] = [
  ...['trial', 'unit', 'arms', 'endpoint', 'randomised', 'strata', 'enrol', 'allocation', 'randomisation'],
  ...['patients', 'screened', 'accrual', 'dropout', 'test', 'alpha', 'sided', 'events'],
  ...[
    'efficacy',
    'futility',
    'nominal-ratio',
    'target',
    'hypotheses',
    'graph',
    'success',
    'comparisons',
    'followed',
    'visits',
    'assessed',
    'decision',
    'rules',
    'method',
  ],
];

/** The first of these keys that an answer has beside `provenance` names its command. */
export const answerKeys: Readonly<Record<string, string>> = {
  best: 'psa',
  oneWay: 'dsa',
  evpi: 'voi',
  unidentified: 'calibrate',
  strategies: 'run',
  alternative: 'power',
  set: 'compare',
  cox: 'analyse',
  atRisk: 'reconstruct',
  repeated: 'monitor',
  vary: 'size',
  lastPatient: 'predict',
};

/**
 * The kind of a file, from its keys or its header. A valid file is never taken for another kind.
 *
 * @param text the whole file, or its beginning
 * @returns undefined if the kind cannot be told
 */
export function kindOf(text: string): FileKind | undefined {
  if (/^\s*<(!doctype|html)/i.test(text)) return 'page';
  const keys = keysAtTop(text.replace(/^\uFEFF/, ''));
  if (keys.has('$schema') && keys.has('properties')) return 'schema';
  if (keys.has('provenance') && answeredBy(keys)) return 'answer';
  const ofDesign = designKeys.filter((key) => keys.has(key)).length;
  const ofScenario = scenarioKeys.filter((key) => keys.has(key)).length;
  // a single key of the other kind is a mistake, not another kind
  if (ofDesign >= 2 && ofDesign > ofScenario) return 'design';
  if (keys.has('figures') || keys.has('identities'))
    if (!['states', 'time', 'start', 'endpoints'].some((key) => keys.has(key))) return 'evidence';
  if (keys.has('targets') && keys.size === [...keys].filter((key) => targetsKeys.includes(key)).length)
    return 'targets';
  if (ofScenario >= 2 && ofScenario > ofDesign) return 'scenario';
  return tableKind(text);
}

/**
 * The error for a file of the wrong kind: says what it is and which command takes it.
 *
 * @returns undefined if the file may be of the right kind
 */
export function wrongKind(path: string, text: string, wanted: readonly FileKind[]): UsageError | undefined {
  const kind = kindOf(text);
  return kind === undefined || wanted.includes(kind)
    ? undefined
    : new UsageError(`${path} ${whatItIs(kind, path, text)}`);
}

/** The kind in words, as the continuation of the file's name. */
export function whatItIs(kind: FileKind, path: string, text = ''): string {
  switch (kind) {
    case 'scenario':
      return `is a scenario: sojourn run ${path} simulates it, sojourn compare and sojourn check take it too`;
    case 'evidence':
      return `holds published figures and no states: sojourn check ${path} compares them, there is nothing to run`;
    case 'targets':
      return `holds published figures for a calibration: sojourn calibrate SCENARIO --targets ${path} takes it`;
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

/** The keys of a mapping, even if the text cannot be parsed as a whole. */
function keysAtTop(text: string): Set<string> {
  if (/^\s*\{/.test(text)) {
    try {
      return new Set(Object.keys(JSON.parse(text)));
    } catch {
      // in the beginning of an answer or a schema: keys of any level
      const keys = new Set([...text.slice(0, 2 ** 16).matchAll(/"([$\w-]+)"\s*:/g)].map(([, key]) => key!));
      return keys.has('provenance') || keys.has('$schema') ? keys : new Set();
    }
  }
  const lines = text.matchAll(/^(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([A-Za-z][\w-]*))[ \t]*:(?=\s|$)/gm);
  return new Set([...lines].map(([, double, single, bare]) => (double ?? single ?? bare)!));
}

function answeredBy(keys: ReadonlySet<string>): string | undefined {
  const key = Object.keys(answerKeys).find((key) => keys.has(key));
  return key === undefined ? undefined : answerKeys[key];
}

/** The scenario or design from which an answer says it was made. */
function sourceOf(text: string): string | undefined {
  try {
    const { provenance } = JSON.parse(text) as { provenance: Record<string, { file?: unknown } | null> };
    // a design first: an answer from a design also names its scenario
    const file = ['design', 'scenario', 'data', 'curve']
      .map((key) => provenance[key]?.file)
      .find((one) => one !== undefined);
    return typeof file === 'string' ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a header of names is followed by a row with as many cells. */
function tableKind(text: string): FileKind | undefined {
  const [header = '', row = ''] = text
    .slice(0, 100_000)
    .replace(/^\uFEFF/, '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '');
  const delimiter = [',', ';', '\t', '|'].find((delimiter) => {
    const cells = header.split(delimiter).length;
    return cells >= 2 && row.split(delimiter).length === cells;
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
