import { parseHTML } from 'linkedom';
import { escaped } from '../../media/html/escaped.ts';
import { compactPath } from './paths.ts';
import { element, tenths } from './svg.ts';

/** A document for Plot to draw in, outside a browser. */
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
 * Plot's drawing as short self-contained markup: no style sheet, no classes, coordinates rounded to a tenth of a pixel.
 */
export function markupInside(svg: Node): string {
  return [...svg.childNodes].map((child) => markupOf(child)).join('');
}

function markupOf(node: Node, inherited: Attributes = {}): string {
  if (node.nodeType === 3) return escaped(node.nodeValue ?? '');
  // element names in their XML form; in HTML they are in capitals
  const name = node.localName;
  if (node.nodeType !== 1 || name === undefined || name === 'style') return '';
  const attributes = { ...inherited, ...attributesOf(node) };
  const children = [...node.childNodes];
  if (name === 'g' && children.length === 0) return '';
  // a group with one child is replaced by the child
  const only = children.length === 1 ? children[0]! : undefined;
  if (
    name === 'g' &&
    only?.nodeType === 1 &&
    !('transform' in attributes && 'transform' in attributesOf(only))
  )
    return markupOf(only, attributes);
  return element(name, attributes, ...children.map((child) => markupOf(child)));
}

type Attributes = Record<string, string>;

function attributesOf(node: Node): Attributes {
  const attributes = [...(node.attributes ?? [])].filter(({ name }) => !left.test(name));
  return Object.fromEntries(attributes.map(({ name, value }) => [name, shortened(name, value)]));
}

const left = /^(class|font-variant|aria-.*)$/;

function shortened(name: string, value: string): string {
  if (name === 'd') return compactPath(value);
  if (coordinate.test(name)) return value.replaceAll(/-?\d+\.\d+/g, (number) => tenths(Number(number)));
  return value;
}

const coordinate = /^([xyr]|[xy][12]|[cd][xy]|width|height|transform)$/;
