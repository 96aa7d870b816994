import { inYaml } from './in-yaml.ts';
import { type Node, opened, ownProperty } from './nodes.ts';

/** Stands for a name that the file chooses. */
const NAME = 'NAME';
/** Stands for an entry of a list. */
const ENTRY = '[]';
/** A place that lies deeper than this below another is not meant. */
const DEEPEST = 3;

/** A key that stands in more places than this tells nothing. */
const MOST_HOLDERS = 4;
const TOP = '';

/** By key, the keys in whose mappings, lists and named entries it may stand. */
export function holdersOf(root: Node): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  const seen = new Map<Node, Set<string>>();
  const visit = (node: Node, holder: string): void => {
    for (const one of opened(root, node)) {
      const known = seen.get(one) ?? new Set();
      if (known.has(holder)) continue;
      seen.set(one, known.add(holder));
      for (const [step, next] of nextOf(one)) {
        const isKey = step !== NAME && step !== ENTRY;
        if (isKey) holders.set(step, (holders.get(step) ?? new Set()).add(holder));
        visit(next, isKey ? step : holder);
      }
    }
  };
  visit(root, TOP);
  return holders;
}

/** `at the top of the file or in analyses`; undefined for no places and for too many */
export function inHolders(holders: readonly string[]): string | undefined {
  if (holders.length === 0 || holders.length > MOST_HOLDERS) return undefined;
  const inner = holders.filter((one) => one !== TOP);
  const listed = inner.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return [holders.includes(TOP) ? ['at the top of the file'] : [], inner.length > 0 ? [`in ${listed}`] : []]
    .flat()
    .join(' or ');
}

/** `in hazard-ratio: { NAME: { per-unit: ... } }`: the nearest place below some nodes; undefined where none is near */
export function placeBelow(root: Node, key: string, from: readonly Node[]): string | undefined {
  const steps = stepsTo(root, key, from);
  return steps && `in ${inYaml(nested([...steps, key])).slice(2, -2)}`;
}

/** The shortest way down from some nodes to one with a key; undefined where none is near. */
function stepsTo(root: Node, key: string, from: readonly Node[]): string[] | undefined {
  const seen = new Set<Node>(from);
  let level = [{ nodes: from, steps: [] as string[] }];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const found = level.find(({ nodes }) => nodes.some((node) => ownProperty(node, key) !== undefined));
    if (found) return found.steps;
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

/** What lies in a node, with the step to it. */
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
