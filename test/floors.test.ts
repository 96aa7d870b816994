import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** From the ground up: a floor may use those that it names, and itself. */
const floors: Record<string, readonly string[]> = {
  'src/wasm': [],
  'src/math': ['src/wasm'],
  'src/language': [],
  'src/kernel': ['src/wasm'],
  'src/parts': [],
  'src/plan': ['src/kernel'],
  'src/tally': ['src/plan', 'src/kernel'],
  'src/survival': ['src/math'],
  'src/sequential': ['src/math'],
  'src/multiplicity': ['src/math'],
  'src/formulas': ['src/math'],
  'src/scenario': ['src/language', 'src/survival', 'src/tally', 'src/plan', 'src/kernel', 'src/math'],
  'src/estimates': ['src/scenario', 'src/survival', 'src/tally', 'src/plan', 'src/kernel', 'src/math'],
  'src/run': [
    'src/parts',
    'src/fingerprint',
    'src/estimates',
    'src/scenario',
    'src/survival',
    'src/tally',
    'src/plan',
    'src/kernel',
    'src/math',
  ],
};
floors['src/combination'] = ['src/sequential', 'src/math'];
floors['src/fingerprint'] = ['src/tally', 'src/plan', 'src/kernel'];
floors['src/patients'] = ['src/language'];
floors['src/uncertainty'] = [
  'src/language',
  'src/patients',
  'src/survival',
  'src/run',
  'src/scenario',
  'src/kernel',
  'src/math',
];
floors['src/trial'] = Object.keys(floors);
// what a trial is worth is asked of the trial itself
floors['src/study'] = Object.keys(floors);
const pure = Object.keys(floors);
// how an answer is shown knows of cells and tables, and of nothing that they are about
floors['src/media'] = ['src/math'];
floors['src/answers'] = [...pure, 'src/media'];
floors['src/page'] = [...floors['src/answers'], 'src/answers'];
floors['src/card'] = [...floors['src/answers'], 'src/answers'];
floors['src/index'] = [...floors['src/answers'], 'src/answers'];
floors.workers = [...pure];
floors['src/node'] = [...floors['src/index'], 'src/index', 'workers'];
floors['src/explore'] = [...floors['src/page'], 'src/page', 'workers'];
floors['src/cli'] = [...floors['src/node'], 'src/page', 'src/card', 'src/node', 'src/explore'];

const onPlatform = ['src/cli', 'src/node', 'workers'];

interface Import {
  from: string;
  /** a path from the root, or a package */
  to: string;
  /** gone when the program runs */
  isType: boolean;
}

const files = ['src', 'workers'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
);
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const imports = files.flatMap((file) => importsOf(file, sources.get(file)!));

function importsOf(file: string, source: string): Import[] {
  const statements = source.matchAll(/^(?:import|export)\s([^;]*?)\sfrom\s+'([^']+)'|^import\s+'([^']+)'/gms);
  return [...statements].map(([, what = '', from, bare]) => {
    const target = (from ?? bare)!;
    const to = target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target;
    const names = /^\{(.*)\}$/s
      .exec(what.trim())?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    const isType =
      what.trimStart().startsWith('type ') ||
      (names?.every((name) => name.trim().startsWith('type ')) ?? false);
    return { from: file, to: to.replaceAll('\\', '/'), isType };
  });
}

function floorOf(file: string): string | undefined {
  return Object.keys(floors).find((floor) => file === `${floor}.ts` || file.startsWith(`${floor}/`));
}

const isInside = (file: string, places: readonly string[]) =>
  places.some((place) => file === place || file === `${place}.ts` || file.startsWith(`${place}/`));

/** Everything that a part uses, at any distance. */
function reached(part: string, uses: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const all = new Set<string>();
  const add = (one: string) => {
    for (const next of uses.get(one) ?? []) {
      if (all.has(next)) continue;
      all.add(next);
      add(next);
    }
  };
  add(part);
  return all;
}

const shown = ({ from, to }: Import) => `${from} imports ${to}`;

describe('the floors of the house', () => {
  it('hold every file', () => {
    expect(files.filter((file) => floorOf(file) === undefined)).toEqual([]);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('use only what lies below them', () => {
    const upwards = imports.filter(({ from, to }) => {
      const [upper, lower] = [floorOf(from)!, floorOf(to)];
      return lower !== undefined && lower !== upper && !floors[upper]!.includes(lower);
    });
    expect(upwards.map(shown)).toEqual([]);
  });

  it('have rooms whose parts import each other in no circle', () => {
    const rooms = [...new Set(files.map((file) => file.split('/').slice(0, 2).join('/')))];
    const circles = rooms.flatMap((room) => {
      const partOf = (file: string) => file.slice(room.length + 1).split('/')[0]!;
      const uses = new Map<string, Set<string>>();
      for (const { from, to } of imports) {
        if (!from.startsWith(`${room}/`) || !to.startsWith(`${room}/`) || partOf(from) === partOf(to))
          continue;
        uses.set(partOf(from), (uses.get(partOf(from)) ?? new Set()).add(partOf(to)));
      }
      return [...uses.keys()]
        .filter((part) => reached(part, uses).has(part))
        .map((part) => `${room}/${part}`);
    });
    expect(circles).toEqual([]);
  });

  it('leave the platform to the command line, the workers and the face for Node', () => {
    const platform = /^(node:|piscina$|yargs|cli-progress$)/;
    const wrong = imports.filter(({ from, to }) => platform.test(to) && !isInside(from, onPlatform));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('keep zod, yaml and seedrandom in their rooms', () => {
    const rooms: Record<string, string[]> = {
      zod: [
        'src/scenario/schema',
        'src/scenario/read',
        'src/language/shapes',
        'src/answers/run/schema',
        'src/answers/compare/schema',
        'src/answers/psa/schema',
        'src/answers/dsa/schema',
        'src/answers/calibrate/schema',
        'src/answers/voi/schema',
        'src/answers/analyse/schema',
        'src/answers/reconstruct/schema',
        'src/answers/monitor/schema',
        'src/answers/power/schema',
        'src/answers/power/replicate-schema',
        'src/answers/hypotheses/schema',
        'src/answers/hypotheses/replicate-schema',
        'src/answers/hypotheses/size-schema',
        'src/answers/multi-arm/schema',
        'src/answers/multi-arm/replicate-schema',
        'src/answers/size/schema',
        'src/answers/predict/schema',
        'src/answers/formula/schema',
        'src/answers/trial/schema',
        'src/trial/language/schema',
        'src/trial/language/rules-schema',
      ],
      yaml: ['src/language'],
      seedrandom: ['src/run/keys'],
      'simple-ascii-chart': [
        'src/answers/compare/response-sections',
        'src/answers/analyse/plots',
        'src/answers/size/sections',
      ],
      papaparse: ['src/patients'],
      'string-width': ['src/media/text'],
      '@observablehq/plot': ['src/page/figures'],
      linkedom: ['src/page/figures/document'],
      '@dagrejs/dagre': ['src/page/figures/diagram'],
      '@resvg/resvg-js': ['src/cli/drawings'],
      'lit-html': ['src/explore/page'],
    };
    const wrong = imports.filter(({ from, to }) => Object.hasOwn(rooms, to) && !isInside(from, rooms[to]!));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('know no other packages', () => {
    const known =
      /^(node:.*|zod|yaml|seedrandom|piscina|papaparse|string-width|simple-ascii-chart|@observablehq\/plot|linkedom|@dagrejs\/dagre|@resvg\/resvg-js|lit-html(\/.*)?|yargs(\/helpers)?|cli-progress|(src|workers)\/.*)$/;
    expect(imports.filter(({ to }) => !known.test(to)).map(shown)).toEqual([]);
  });

  it('take logarithms, powers and angles from no engine where results must be the same everywhere', () => {
    const exact = [
      'src/math',
      'src/kernel',
      'src/scenario',
      'src/survival',
      'src/sequential',
      'src/multiplicity',
      'src/formulas',
      'src/estimates',
      'src/run',
      'src/uncertainty',
      'src/study',
      'src/tally',
      'src/plan',
    ];
    const inexact =
      /\bMath\.(log\w*|exp\w*|pow|cbrt|hypot|sin\w*|cos\w*|tan\w*|asin\w*|acos\w*|atan\w*|random)\b/g;
    const wrong = files
      .filter((file) => isInside(file, exact))
      .flatMap((file) =>
        [...withoutComments(sources.get(file)!).matchAll(inexact)].map(([name]) => `${file}: ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('have no files that need each other to start', () => {
    expect(cyclesOf(imports.filter(({ isType, to }) => !isType && sources.has(to)))).toEqual([]);
  });
});

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '');
}

/** Ways from a file back to itself, each told once. */
function cyclesOf(edges: readonly Import[]): string[] {
  const next = new Map<string, Import[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, through: readonly string[]): void => {
    const at = through.indexOf(file);
    if (at >= 0) cycles.push([...through.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...through, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return cycles;
}
