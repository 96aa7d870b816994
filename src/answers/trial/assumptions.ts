import { plain } from '../../media/numbers.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { Assumption } from './schema.ts';

/** Every number of the design with a stated source. */
export function assumptionsOf(raw: RawTrial): Assumption[] {
  const assumptions: Assumption[] = [];
  const look = (node: unknown, path: string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    const { value, from, assumption, note } = node as Partial<Assumption>;
    const isStated = typeof value === 'number' && (from ?? assumption ?? note) !== undefined;
    if (isStated && typeof from !== 'number')
      assumptions.push({
        number: path.join('.'),
        value,
        ...(from === undefined ? {} : { from }),
        ...(assumption === undefined ? {} : { assumption }),
        ...(note === undefined ? {} : { note }),
      });
    for (const [key, inner] of Object.entries(node)) look(inner, [...path, key]);
  };
  look(raw, []);
  return assumptions;
}

/** A line for each number: `arms.control.median 20.5: assumed, a round figure`. */
export function assumptionLines(assumptions: readonly Assumption[]): string[] {
  return assumptions.map(
    (assumption) => `${assumption.number} ${plain(assumption.value, 6)}: ${basisOf(assumption)}`,
  );
}

/** The source of a number, in words. */
export function basisOf({ from, assumption, note }: Assumption): string {
  return [from && `from ${from}`, assumption && `assumed: ${assumption}`, note].filter(Boolean).join('; ');
}
