import type { PiecewiseHazard } from '../../formulas/piecewise-hazard.ts';
import type { Sampler } from '../../kernel/graph.ts';
import { Packer } from '../../scenario/compile/pack.ts';
import type { Distribution } from '../../scenario/distributions/distribution.ts';
import { exponential } from '../../scenario/distributions/exponential.ts';
import { piecewiseExponential } from '../../scenario/distributions/piecewise-exponential.ts';
import { uniform } from '../../scenario/distributions/uniform.ts';
import type { LawArm, Loss } from '../design.ts';
import type { ArmColumns } from './columns.ts';
import { graphOfNumbers } from './graph.ts';

/** Uniform on (0, 1). */
export const evenly = uniform.make({ min: 0, max: 1 });

/** Compiles arms of plain laws. All share one block of tables, so the kernel need not reload them between arms. */
export function lawColumns(arms: readonly LawArm[]): ArmColumns[] {
  const packer = new Packer();
  const drawn = arms.map(({ parts }, a) => {
    const samplers: Sampler[] = [];
    const column = (key: string, stream: string, law: Distribution) =>
      samplers.push(packer.sampler(key, law, stream)) - 1;
    return {
      samplers,
      entry: column('evenly', 'entry', evenly),
      stratum: parts.length > 1 ? column('evenly', 'stratum', evenly) : undefined,
      event: parts.map(({ hazard, law }, k) =>
        column(
          law === undefined ? `arm ${a} event ${k}` : `law ${law.key}`,
          `event ${k}`,
          law?.distribution ?? lawOf(hazard),
        ),
      ),
      dropout: parts.map((part, k) => {
        const loss = lossOf(part, `arm ${a} drop-out ${k}`);
        return loss && column(loss.key, `drop-out ${k}`, loss.law);
      }),
    };
  });
  const tables = packer.tables();
  return drawn.map(({ samplers, ...columns }) => ({
    ...columns,
    graph: graphOfNumbers(samplers, packer.streams, tables),
    horizon: Infinity,
  }));
}

/**
 * The law of the time to loss, and a key that identifies it; undefined if nobody is lost.
 *
 * @param own the key of a piecewise constant hazard
 */
export function lossOf(
  { dropout, dropoutLaw }: Loss,
  own: string,
): { key: string; law: Distribution } | undefined {
  if (dropoutLaw) return { key: `law ${dropoutLaw.key}`, law: dropoutLaw.distribution };
  return dropout === undefined || isNever(dropout) ? undefined : { key: own, law: lawOf(dropout) };
}

/** The law with a piecewise constant hazard. */
export function lawOf({ starts, rates }: PiecewiseHazard): Distribution {
  // one table is quicker than piecewise sampling
  return rates.length === 1 && rates[0]! > 0
    ? exponential.make({ rate: rates[0]! })
    : piecewiseExponential(starts, rates);
}

function isNever({ rates }: PiecewiseHazard): boolean {
  return rates.every((rate) => rate === 0);
}
