import { describe, expect, it } from 'vitest';
import { printed } from '../../../src/page/figures/look.ts';
import { scatterFigure } from '../../../src/page/figures/scatter.ts';
import { clouds } from './chart-cases.ts';

const numbersOf = (text: string) => [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);

describe('two figures over draws', () => {
  const [cloud] = clouds(1, 400);
  const figure = scatterFigure({
    ...{ id: 'scatter', title: 'Two', caption: '', x: { label: 'x' }, y: { label: 'y' }, hasZero: true },
    series: [cloud!],
  });
  const svg = figure.draw(printed(880));
  const path = (what: string) =>
    new RegExp(
      `<path(?=[^>]*data-${what}="s0")[^>]* d="([^"]*)"|<path d="([^"]*)"[^>]*data-${what}="s0"`,
    ).exec(svg)!;
  const pointsOf = (what: string) => {
    const [, one, other] = path(what);
    const found = numbersOf((one ?? other)!.replaceAll('h0', ''));
    return Array.from({ length: found.length / 2 }, (_, i) => [found[2 * i]!, found[2 * i + 1]!] as const);
  };
  const points = pointsOf('points');
  const ellipse = pointsOf('ellipse');

  it('has every draw as a point, and their moments in its table', () => {
    expect(points).toHaveLength(400);
    const [title, meanX, meanY, sdX, sdY, correlation] = figure.table.rows[0]!;
    expect(title).toBe(cloud!.title);
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / 400;
    expect(meanX).toBeCloseTo(mean(cloud!.x), 12);
    expect(meanY).toBeCloseTo(mean(cloud!.y), 12);
    const cross = Array.from(cloud!.x, (x, i) => (x - Number(meanX)) * (cloud!.y[i]! - Number(meanY)));
    const covariance = cross.reduce((sum, one) => sum + one, 0) / 399;
    expect(Number(correlation) * Number(sdX) * Number(sdY)).toBeCloseTo(covariance, 12);
  });

  it('has the ellipse that holds 95% of normal points, by their own distance', () => {
    // in pixels the points have another scale, but the same distance from their mean: chi-square with two degrees of freedom
    const mean = [0, 1].map((k) => points.reduce((sum, point) => sum + point[k]!, 0) / 400) as [
      number,
      number,
    ];
    const moment = (a: 0 | 1, b: 0 | 1) =>
      points.reduce((sum, point) => sum + (point[a] - mean[a]) * (point[b] - mean[b]), 0) / 399;
    const [xx, xy, yy] = [moment(0, 0), moment(0, 1), moment(1, 1)];
    const distance = ([x, y]: readonly [number, number]) => {
      const [dx, dy] = [x - mean[0], y - mean[1]];
      return (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy);
    };
    // R: qchisq(0.95, 2)
    for (const point of ellipse) expect(distance(point) / 5.991464547107979).toBeCloseTo(1, 1);
    const inside = points.filter((point) => distance(point) <= 5.991464547107979).length / 400;
    expect(Math.abs(inside - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 400));
  });

  it('marks the mean in the middle of the ellipse', () => {
    const dot = /<circle[^>]*data-mean="s0"[^>]*>/.exec(svg)![0];
    const [cx, cy] = ['cx', 'cy'].map((key) => Number(new RegExp(` ${key}="([-\\d.]+)"`).exec(dot)![1]));
    for (const [k, centre] of [cx, cy].entries())
      expect(ellipse.reduce((sum, point) => sum + point[k]!, 0) / ellipse.length).toBeCloseTo(centre!, 0);
  });
});
