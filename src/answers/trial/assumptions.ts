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
