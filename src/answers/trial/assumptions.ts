import type { RawTrial } from '../../trial/language/schema.ts';

/** Where a number of a design comes from, as its file says. */
export interface Assumption {
  /** its place in the file: arms.control.median */
  number: string;
  value: number;
  from?: string;
  assumption?: string;
  note?: string;
}

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
