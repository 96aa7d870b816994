import { parseHTML } from 'linkedom';

/** A drawn point in the figure's own numbers. */
export interface Point {
  x: number;
  y: number;
}

/** The content of a drawing, read back from its coordinates. */
export interface Drawn {
  /** points of all paths with this attribute, in order; a path of an area surrounds it */
  points(attribute: string, value: string): Point[];
  /** elements with this attribute or in a group with it; their own attributes are in pixels */
  elements(attribute: string, value: string): { name: string; at(attribute: string): number }[];
  /** units of y in a pixel; only if y is linear */
  perPixel: number;
  fromPixel: { x(pixel: number): number; y(pixel: number): number };
}

export function read(svg: string): Drawn {
  const { document } = parseHTML(svg);
  const panel = document.querySelector('[data-x]')!;
  const x = inverse(panel.getAttribute('data-x')!);
  const y = inverse(panel.getAttribute('data-y')!);
  const all = (attribute: string, value: string) =>
    [...document.querySelectorAll(`[${attribute}]`)].filter(
      (found) => found.getAttribute(attribute) === value,
    );
  return {
    points: (attribute, value) =>
      all(attribute, value)
        .filter((found) => found.localName === 'path')
        .flatMap((path) => corners(path.getAttribute('d')!))
        .map((corner) => ({ x: x(corner.x), y: y(corner.y) })),
    elements: (attribute, value) =>
      all(attribute, value)
        .flatMap((found) => (found.localName === 'g' ? [...found.children] : [found]))
        .map((found) => ({
          name: found.localName,
          at: (name) => Number(found.getAttribute(name)),
        })),
    perPixel: Math.abs(y(1) - y(0)),
    fromPixel: { x, y },
  };
}

function inverse(data: string): (pixel: number) => number {
  const isLog = data.startsWith('log,');
  const [from, to, start, end] = data.replace('log,', '').split(',').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return (pixel) => {
    const share = (pixel - start) / (end - start);
    return isLog ? from * (to / from) ** share : from + share * (to - from);
  };
}

/** The corners of a path of M, l, h, v and z. */
export function corners(d: string): Point[] {
  const found: Point[] = [];
  let [x, y] = [0, 0];
  for (const [, letter, rest] of d.matchAll(/([MLlhvz])([^MLlhvz]*)/g)) {
    const numbers = [...rest!.matchAll(/-?(\d+\.?\d*|\.\d+)/g)].map(([number]) => Number(number));
    const size = letter === 'h' || letter === 'v' ? 1 : 2;
    for (let i = 0; i < numbers.length; i += size) {
      const [a, b] = [numbers[i]!, numbers[i + 1]!];
      if (letter === 'M' || letter === 'L') [x, y] = [a, b];
      else if (letter === 'h') x += a;
      else if (letter === 'v') y += a;
      else [x, y] = [x + a, y + b];
      found.push({ x, y });
    }
  }
  return found;
}
