import { describe, expect, it } from 'vitest';
import { printed, themed } from '../../../src/page/figures/look.ts';
import {
  charts,
  forestOf,
  forestRows,
  observed,
  occupancyOf,
  powerFigure,
  ratioFigure,
  simulated,
  statesOf,
  survivalOf,
  times,
} from './chart-cases.ts';
import { type Drawn, type Point, read } from './drawn.ts';

const widths = [300, 760, 1600];

/** Height of drawn lines at x: at a step, all of it. */
function heightsAt(points: readonly Point[], x: number, slack: number): [number, number] {
  const found: number[] = [];
  for (const [i, b] of points.entries()) {
    const a = points[i - 1];
    if (!a || x < a.x - slack || x > b.x + slack) continue;
    const share = b.x - a.x < 1e-9 ? 0 : Math.min(1, Math.max(0, (x - a.x) / (b.x - a.x)));
    if (b.x - a.x < 1e-9) found.push(a.y);
    found.push(b.x - a.x < 1e-9 ? b.y : a.y + share * (b.y - a.y));
  }
  return [Math.min(...found), Math.max(...found)];
}

/** Half a pixel, both ways: what is drawn within half a pixel beside the time is not further away. */
function expectDrawn(drawn: Drawn, points: readonly Point[], x: number, y: number, of: string): void {
  const sideways = 0.5 * Math.abs(drawn.fromPixel.x(1) - drawn.fromPixel.x(0));
  const [low, high] = heightsAt(points, x, sideways);
  expect(y, of).toBeGreaterThanOrEqual(low - 0.5 * drawn.perPixel);
  expect(y, of).toBeLessThanOrEqual(high + 0.5 * drawn.perPixel);
}

describe.each(widths)('what is drawn %i pixels wide is what is known:', (width) => {
  it('simulated survival, within half a pixel', () => {
    const series = [simulated(0), simulated(1)];
    const drawn = read(survivalOf(series).draw(themed(width)));
    for (const { name, points } of series)
      for (const { time, value } of points)
        expectDrawn(drawn, drawn.points('data-series', name), time, value, `${name} at ${time}`);
  });

  it('survival of patients, every step of it', () => {
    const series = [observed(0, 180), observed(1, 37)];
    const drawn = read(survivalOf(series).draw(themed(width)));
    for (const { name, points } of series) {
      const line = drawn.points('data-series', name);
      for (const [i, { time, value }] of points.entries()) {
        expectDrawn(drawn, line, time, value, `${name} at ${time}`);
        const next = points[i + 1];
        if (next) expectDrawn(drawn, line, (time + next.time) / 2, value, `${name} after ${time}`);
      }
    }
  });

  it('bands, around all that lies between their limits', () => {
    const series = simulated(0);
    const drawn = read(survivalOf([series]).draw(themed(width)));
    const band = drawn.points('data-band', series.name);
    for (const { time, lower, upper } of series.points) {
      const [low, high] = heightsAt(band, time, 1e-6);
      const reversed = heightsAt(band.toReversed(), time, 1e-6);
      expect(Math.min(low, reversed[0])).toBeLessThanOrEqual(lower! + 0.5 * drawn.perPixel);
      expect(Math.max(high, reversed[1])).toBeGreaterThanOrEqual(upper! - 0.5 * drawn.perPixel);
    }
  });

  it('published figures, with their intervals', () => {
    const series = simulated(0);
    const drawn = read(survivalOf([series]).draw(themed(width)));
    const marks = drawn.elements('data-published', series.name);
    const circles = marks.filter(({ name }) => name === 'circle');
    const whiskers = marks.filter(({ name }) => name === 'line');
    for (const [i, { at, value, lower, upper }] of series.published.entries()) {
      const { x, y } = drawn.fromPixel;
      expect(Math.abs(x(circles[i]!.at('cx')) - at)).toBeLessThan(0.5 * Math.abs(x(1) - x(0)));
      expect(Math.abs(y(circles[i]!.at('cy')) - value)).toBeLessThan(0.5 * drawn.perPixel);
      expect(Math.abs(y(whiskers[i]!.at('y1')) - lower!)).toBeLessThan(0.5 * drawn.perPixel);
      expect(Math.abs(y(whiskers[i]!.at('y2')) - upper!)).toBeLessThan(0.5 * drawn.perPixel);
    }
  });

  it('shares of states, as the heights of their areas', () => {
    const states = statesOf(3);
    const drawn = read(occupancyOf(3).draw(themed(width)));
    for (const { name, values } of states) {
      const area = drawn.points('data-state', name);
      for (const [i, time] of times.entries()) {
        const upper = heightsAt(area, time, 1e-6);
        const lower = heightsAt(area.toReversed(), time, 1e-6);
        // areas go round: there one way, back the other
        const found = Math.max(...upper, ...lower) - Math.min(...upper, ...lower);
        expect(Math.abs(found - values[i]!), `${name} at ${time}`).toBeLessThan(drawn.perPixel);
      }
    }
  });

  it('ratios and their intervals, as far as the axis goes', () => {
    const rows = forestRows(60, 4);
    const drawn = read(forestOf(60, 4, 'log').draw(themed(width)));
    const { x } = drawn.fromPixel;
    const near = (pixel: number, value: number) => {
      expect(Math.log(x(pixel + 0.5)), `${value}`).toBeGreaterThan(Math.log(value));
      expect(Math.log(x(pixel - 0.5)), `${value}`).toBeLessThan(Math.log(value));
    };
    for (const [i, { value, lower, upper }] of rows.entries()) {
      const [interval, point] = drawn.elements('data-row', String(i));
      near(point!.at('x') + point!.at('width') / 2, value);
      if (upper / lower > 100) continue;
      near(interval!.at('x1'), lower);
      near(interval!.at('x2'), upper);
    }
  });

  it('lines of one number against another', () => {
    const drawn = read(powerFigure.draw(themed(width)));
    for (const [, x, y] of powerFigure.table.rows.filter(
      ([title]) => title === powerFigure.table.rows[0]![0],
    ))
      expectDrawn(drawn, drawn.points('data-series', 'p0'), x as number, y as number, `power of ${x}`);
    const ratio = read(ratioFigure.draw(themed(width)));
    const halfPixel = Math.log(ratio.fromPixel.y(0) / ratio.fromPixel.y(0.5));
    const heights = ratio.points('data-series', 'ratio').map(({ y }) => Math.log(y));
    for (const [, , y] of ratioFigure.table.rows)
      expect(Math.min(...heights.map((height) => Math.abs(height - Math.log(y as number))))).toBeLessThan(
        halfPixel,
      );
  });
});

describe('a chart', () => {
  it('is dashed and says so where it is extrapolated', () => {
    const svg = survivalOf([simulated(0)]).draw(themed(760));
    const drawn = read(svg);
    const beyond = drawn.points('data-part', 'extrapolation');
    expect(beyond[0]!.x).toBeCloseTo(60, 0);
    expect(beyond.at(-1)!.x).toBeCloseTo(120, 0);
    expect(svg).toContain('>Extrapolation<');
    expect(svg).toMatch(/stroke-dasharray="5,?\s?3"/);
  });

  it('has a table of all that it shows, and of what it leaves out', () => {
    const series = Array.from({ length: 12 }, (_, i) => simulated(i));
    const { table, caption } = survivalOf(series);
    expect(table.header).toEqual([
      'Curve',
      'Time (months)',
      'Overall survival',
      'Lower limit',
      'Upper limit',
      'At risk',
      'Events',
      'Censored',
    ]);
    const expected = series.flatMap(({ title, points, rows }) =>
      rows
        .filter(({ time }) => time % 12 === 0)
        .map(({ time, atRisk, events, censored }) => {
          const { value, lower, upper } = points.find((point) => point.time === time)!;
          return [title, time, value, lower, upper, atRisk, events, censored];
        }),
    );
    expect(table.rows.slice(0, expected.length)).toEqual(expected);
    const published = series.flatMap(({ title, published }) =>
      published.map(({ at, value, lower, upper }) => [
        `${title}, published`,
        at,
        value,
        lower,
        upper,
        null,
        null,
        null,
      ]),
    );
    expect(table.rows.slice(expected.length)).toEqual(published);
    expect(caption).toBe(
      'Kaplan-Meier. With so many curves bands and numbers at risk, of events and of censored patients are left to the table.',
    );
  });

  it('of states tells which of them it drew as one', () => {
    const { table, caption } = occupancyOf(18);
    expect(table.rows).toEqual(
      times.map((time, i) => [time, ...statesOf(18).map(({ values }) => values[i]!)]),
    );
    const small = statesOf(18).filter(({ values }) => Math.max(...values) < 0.015);
    for (const { title } of small) expect(caption).toContain(title);
  });

  it('of ratios has a table of all rows', () => {
    const { table } = forestOf(7, 2, 'log');
    expect(table.rows).toEqual(
      forestRows(7, 2).map(({ group, label, value, lower, upper }) => [group, label, value, lower, upper]),
    );
  });

  it('shows numbers under the ticks that are the rows’, in thousands where whole ones have no room', () => {
    const series = simulated(0, 1_234_567);
    const wide = survivalOf([series]).draw(themed(1600));
    const narrow = survivalOf([series]).draw(themed(300));
    expect(wide).toContain(`>1,234,567<`);
    expect(wide).toContain(`>${series.rows[8]!.atRisk.toLocaleString('en')}<`);
    expect(narrow).toContain('>1.23M<');
    expect(narrow).not.toContain('1,234,567');
  });

  it('is so small that forty of them, each at two widths, take less than a megabyte', () => {
    const sizes = Object.values(charts).flatMap((figure) =>
      [360, 760].map((width) => figure.draw(themed(width)).length),
    );
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(80 * mean).toBeLessThan(1_000_000);
  });

  it('of two curves of 481 points is smaller than 20 KB', () => {
    expect(charts['survival of 2']!.draw(themed(1600)).length).toBeLessThan(20_000);
  });

  it.each(Object.entries(charts))('depends on nothing around it: %s', (_, figure) => {
    const svg = figure.draw(printed(760));
    expect(svg).not.toMatch(/<style|class=|var\(|url\(|href|NaN|undefined|Infinity/);
    expect(figure.draw(printed(760))).toBe(svg);
    const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(id.startsWith(figure.id)).toBe(true);
  });
});
