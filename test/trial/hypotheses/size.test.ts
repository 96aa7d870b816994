import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { simulateHypotheses } from '../../../src/trial/hypotheses/simulate.ts';
import { findHypothesesSize } from '../../../src/trial/hypotheses/size.ts';
import { resolveHypotheses } from '../../../src/trial/language/hypotheses.ts';
import { resizeTrial } from '../../../src/trial/language/resize.ts';
import { findSize } from '../../../src/trial/size.ts';
import { designOf, hypothesesOf, mistakesIn, rawOf, resolved } from '../language/designs.ts';
import { both } from './designs.ts';

const executor = inlineExecutor();
const search = { target: 0.8, start: 240, step: 2, most: 4000, seed: 'size', replicates: 120, executor };

const base = hypothesesOf(both);
const designAt = (size: number) =>
  resolveHypotheses(resizeTrial(rawOf(both), base, 'patients', size)).design!;

describe('the size of a trial of several hypotheses', () => {
  it.each(['OS', 'all', 'success'])('has the power of %s', async (of) => {
    const { size, lower, upper, simulated, curve } = await findHypothesesSize({ ...search, designAt, of });
    expect(lower).toBeLessThanOrEqual(size);
    expect(size).toBeLessThanOrEqual(upper);
    expect(curve.length).toBeGreaterThan(5);
    const powerOf = ({ hypotheses, any, all, success }: typeof simulated) =>
      of === 'OS' ? hypotheses[1]!.rejected : of === 'any' ? any : of === 'all' ? all : success!;
    // other trials of that size have the power, within the errors of both
    const { value, mcse } = powerOf(
      await simulateHypotheses(designAt(size), { seed: 'other', replicates: 480, executor }),
    );
    expect(Math.abs(value - 0.8)).toBeLessThan(4 * Math.hypot(mcse, 2 * mcse));
    // and those of the same seed are the check
    const same = await simulateHypotheses(designAt(size), { seed: 'size', replicates: 120, executor });
    expect(powerOf(simulated)).toEqual(powerOf(same));
  });

  it('of one hypothesis is that of one endpoint', async () => {
    const looks = 'accrual: { duration: 18 }\n';
    const alone = both.replace(/hypotheses:[\s\S]*/, 'endpoint: OS\nanalyses: [{ time: 40 }]\n');
    const several = both.replace(/hypotheses:[\s\S]*/, 'hypotheses: { OS: {} }\nanalyses: [{ time: 40 }]\n');
    expect(alone).toContain(looks);
    const one = await findSize({
      ...search,
      designAt: (patients) => resolved(alone.replace('patients: 240', `patients: ${patients}`)).design!,
    });
    const other = await findHypothesesSize({
      ...{ ...search, of: 'OS' },
      designAt: (patients) => hypothesesOf(several.replace('patients: 240', `patients: ${patients}`)),
    });
    expect(designOf(alone).patients).toBe(240);
    expect(other.lower).toBeLessThan(one.upper);
    expect(one.lower).toBeLessThan(other.upper);
  });

  it('is of what the design has', async () => {
    const found = findHypothesesSize({ ...search, designAt, of: 'DFS' });
    await expect(found).rejects.toThrow(
      'the power of DFS is not known, must be of a hypothesis, any, all or success',
    );
    const target = (one: string, text = both) => mistakesIn(`${text}target: ${one}\n`);
    expect(target('{ power: 0.8, of: OS }')).toEqual([]);
    expect(target('{ power: 0.8, of: success }')).toEqual([]);
    expect(target('{ power: 0.8, of: PSF }')).toEqual([
      '21:27 hypothesis "PSF" is not in the design; did you mean "PFS"?',
    ]);
    expect(target('{ power: 1.8 }')).toEqual(['21:18 power is 1.8, must be above 0 and below 1']);
    expect(target('{ power: 0.8, of: success }', both.replace(/success:.*\n/, ''))).toEqual([
      '20:27 of is success, and the design does not say what a success is; must have `success`',
    ]);
    const alone = both.replace(/hypotheses:[\s\S]*/, 'endpoint: OS\nanalyses: [{ time: 40 }]\n');
    expect(target('{ power: 0.8, of: OS }', alone)).toEqual([
      '14:27 of is of a design with hypotheses, must be left out: there is one endpoint',
    ]);
  });
});
