import { plain } from '../../media/numbers.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { Assumption } from './schema.ts';

/** Every number of the design that says where it comes from. */
export function assumptionsOf(raw: RawTrial): Assumption[] {
  const found: Assumption[] = [];
  const look = (node: unknown, path: string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    const { value, from, assumption, note } = node as Partial<Assumption>;
    const isStated = typeof value === 'number' && (from ?? assumption ?? note) !== undefined;
    if (isStated && typeof from !== 'number')
      found.push({
        number: path.join('.'),
        value,
        ...(from === undefined ? {} : { from }),
        ...(assumption === undefined ? {} : { assumption }),
        ...(note === undefined ? {} : { note }),
      });
    for (const [key, inner] of Object.entries(node)) look(inner, [...path, key]);
  };
  look(raw, []);
  return found;
}

/** `arms.control.median 20.5: assumed, a round figure`, a line for each number. */
export function assumptionLines(assumptions: readonly Assumption[]): string[] {
  return assumptions.map((one) => `${one.number} ${plain(one.value, 6)}: ${basisOf(one)}`);
}

/** What a number rests on, in words. */
export function basisOf({ from, assumption, note }: Assumption): string {
  return [from && `from ${from}`, assumption && `assumed: ${assumption}`, note].filter(Boolean).join('; ');
}
