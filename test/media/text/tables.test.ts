import { describe, expect, it } from 'vitest';
import { curveLines, curvesHeader, proportionsCsv, targetsCsv } from '../../../src/answers/run/rows.ts';
import { strategyTables } from '../../../src/answers/run/sections.ts';
import type { Curve } from '../../../src/estimates/curves.ts';
import { table } from '../../../src/media/text/table.ts';

describe('a table in plain text', () => {
  it('sets words to the left and numbers to the right, two spaces apart', () => {
    const columns = [{ heading: 'state', align: 'left' as const }, { heading: '%' }, { heading: 'MCSE' }];
    expect(
      table(columns, [
        ['well', '7', '0.12'],
        ['überlebt', '93.1', '-'],
      ]),
    ).toBe(
      ['state        %  MCSE', '--------  ----  ----', 'well         7  0.12', 'überlebt  93.1     -'].join(
        '\n',
      ),
    );
  });

  it('leaves no spaces at the end of a line, and a short row has empty cells', () => {
    expect(
      table(
        [
          { heading: 'a', align: 'left' },
          { heading: 'wide', align: 'left' },
        ],
        [['x']],
      ),
    ).toBe('a  wide\n-  ----\nx');
  });
});

describe('a CSV', () => {
  const strategy = (title: string) => ({
    title,
    n: 10,
    endpoints: {},
    subgroups: {},
    meanTimes: {},
    ways: [],
    occupancy: { times: [], states: {}, mcse: {} },
    proportions: { share: { title, value: 0.5, mcse: 0.1, events: 5, of: 10 } },
    targets: [],
  });

  it('quotes what a comma, a quote or a line end would break', () => {
    expect(proportionsCsv({ usual: strategy('Share, "so called"\nhere') })).toBe(
      'strategy,proportion,title,value,mcse,events,of\nusual,share,"Share, ""so called""\nhere",0.5,0.1,5,10\n',
    );
  });

  it('leaves empty what there is not', () => {
    const nobody = strategy('Nobody');
    nobody.proportions.share = { title: 'Nobody', value: Number.NaN, mcse: Number.NaN, events: 0, of: 0 };
    expect(proportionsCsv({ usual: nobody }).split('\n')[1]).toBe('usual,share,Nobody,,,0,0');
  });

  it('has as many cells in each row as in its header', () => {
    const target = {
      name: 'OS at 12',
      endpoint: 'OS',
      at: 12,
      kind: 'survival' as const,
      published: 0.6,
      interval: null,
      intervalFrom: null,
      simulated: 0.61,
      mcse: 0.001,
      inside: null,
      calibration: false,
    };
    const [header, row] = targetsCsv({ usual: { ...strategy('x'), targets: [target] } }).split('\n');
    expect(row).toBe('usual,OS at 12,survival,OS,,,12,0.6,,,,0.61,0.001,,false');
    expect(row!.split(',')).toHaveLength(header!.split(',').length);
    const curve: Curve = {
      strategy: 'usual',
      endpoint: 'OS',
      group: 'all',
      cause: 'survival',
      points: [{ time: 0, value: 1, mcse: 0.1, atRisk: 10, events: 0, censored: 0 }],
    };
    expect([curvesHeader, ...curveLines([curve])].join('')).toBe(
      'strategy,endpoint,group,quantity,time,value,mcse,at_risk,events,censored\nusual,OS,all,survival,0,1,0.1,10,0,0\n',
    );
  });
});

it('a strategy’s caveat stands under its name, in the tables of a run too', () => {
  const result = {
    title: 'New drug',
    caveat: 'Borrowed from another disease. ',
    n: 10,
    endpoints: {},
    subgroups: {},
    meanTimes: {},
    ways: [],
    proportions: {},
    occupancy: { times: [], states: {}, mcse: {} },
    targets: [],
  };
  const questions = { at: [12], quantiles: [0.5], rmst: [12] };
  expect(strategyTables('new', result, questions, 'month')).toMatch(
    /^Strategy: New drug \(new\)\n=+\n\nCaveat: Borrowed from another disease\.(\n|$)/,
  );
});
