import { inYaml } from './in-yaml.ts';
import { type Node, opened, ownProperty } from './nodes.ts';

/** Stands for a name chosen in the file. */
const NAME = 'NAME';
/** Stands for an entry of a list. */
const ENTRY = '[]';
/** Places nested deeper than this below another are not suggested. */
const DEEPEST = 3;

/** Of a key with more possible places than this, only the top of the file is suggested. */
const MOST_HOLDERS = 4;
const TOP = '';

/** For each key, the keys under which it may occur, directly or in lists and named entries. */
export function holdersOf(root: Node): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  const seen = new Map<Node, Set<string>>();
  const visit = (node: Node, holder: string): void => {
    for (const shape of opened(root, node)) {
      const known = seen.get(shape) ?? new Set();
      if (known.has(holder)) continue;
      seen.set(shape, known.add(holder));
      for (const [step, next] of nextOf(shape)) {
        const isKey = step !== NAME && step !== ENTRY;
        if (isKey) holders.set(step, (holders.get(step) ?? new Set()).add(holder));
        visit(next, isKey ? step : holder);
      }
    }
  };
  visit(root, TOP);
  return holders;
}

/** `at the top of the file or in analyses`; of too many places only the top is told; undefined for none */
export function inHolders(holders: readonly string[]): string | undefined {
  if (holders.length > MOST_HOLDERS) return holders.includes(TOP) ? 'at the top of the file' : undefined;
  if (holders.length === 0) return undefined;
  const inner = holders.filter((one) => one !== TOP);
  const listed = inner.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return [holders.includes(TOP) ? ['at the top of the file'] : [], inner.length > 0 ? [`in ${listed}`] : []]
    .flat()
    .join(' or ');
}

/**
 * `in hazard-ratio: { NAME: { per-unit: ... } }`: the nearest place of a key below some nodes; undefined if none is
 * near
 */
export function placeBelow(root: Node, key: string, from: readonly Node[]): string | undefined {
  const steps = stepsTo(root, key, from);
  return steps && `in ${inYaml(nested([...steps, key])).slice(2, -2)}`;
}

/** The shortest path from some nodes down to one that has a key; undefined if none is near. */
function stepsTo(root: Node, key: string, from: readonly Node[]): string[] | undefined {
  const seen = new Set<Node>(from);
  let level = [{ nodes: from, steps: [] as string[] }];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const nearest = level.find(({ nodes }) => nodes.some((node) => ownProperty(node, key) !== undefined));
    if (nearest) return nearest.steps;
    level = level.flatMap(({ nodes, steps }) =>
      nodes.flatMap((node) =>
        [...nextOf(node)].flatMap(([step, next]) => {
          const fresh = opened(root, next).filter((one) => !seen.has(one));
          for (const one of fresh) seen.add(one);
          return fresh.length === 0 ? [] : [{ nodes: fresh, steps: [...steps, step] }];
        }),
      ),
    );
  }
  return undefined;
}

/** The child nodes of a node, each with the step to it. */
function* nextOf({
  properties = {},
  additionalProperties,
  items,
  prefixItems = [],
}: Node): Generator<[string, Node]> {
  yield* Object.entries(properties);
  if (typeof additionalProperties === 'object') yield [NAME, additionalProperties];
  for (const one of items ? [...prefixItems, items] : prefixItems) yield [ENTRY, one];
}

/** `{ time: { horizon: '...' } }` */
function nested([first, ...rest]: readonly string[]): unknown {
  const inner = rest.length === 0 ? '...' : nested(rest);
  return first === ENTRY ? [inner] : { [first!]: inner };
}
