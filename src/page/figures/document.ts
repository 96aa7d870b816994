import { parseHTML } from 'linkedom';
import { compactPath } from './paths.ts';
import { element, escaped, tenths } from './svg.ts';

/** A document for Plot to draw in, where there is no browser. */
export function documentForPlot(): PlotDocument {
  return (theOne ??= parseHTML('<!doctype html><html><body></body></html>').document);
}

type PlotDocument = ReturnType<typeof parseHTML>['document'];

let theOne: PlotDocument | undefined;

interface Node {
  nodeType: number;
  localName?: string;
  nodeValue: string | null;
  childNodes: Iterable<Node>;
  attributes?: Iterable<{ name: string; value: string }>;
}

/**
 * What Plot drew, as short markup that depends on nothing around it: no style sheet, no classes, coordinates to a tenth
 * of a pixel.
 */
export function markupInside(svg: Node): string {
  return [...svg.childNodes].map(markupOf).join('');
}

function markupOf(node: Node): string {
  if (node.nodeType === 3) return escaped(node.nodeValue ?? '');
  // as XML has it: the name of the node is in capitals, as in HTML
  const name = node.localName;
  if (node.nodeType !== 1 || name === undefined || name === 'style') return '';
  const inside = markupInside(node);
  if (name === 'g' && inside === '') return '';
  const attributes = [...(node.attributes ?? [])]
    .filter((attribute) => !left.test(attribute.name))
    .map(({ name, value }) => [name, shortened(name, value)]);
  return element(name, Object.fromEntries(attributes), inside);
}

const left = /^(class|font-variant|aria-.*)$/;

function shortened(name: string, value: string): string {
  if (name === 'd') return compactPath(value);
  if (coordinate.test(name)) return value.replaceAll(/-?\d+\.\d+/g, (number) => tenths(Number(number)));
  return value;
}

const coordinate = /^([xyr]|[xy][12]|[cd][xy]|width|height|transform)$/;
