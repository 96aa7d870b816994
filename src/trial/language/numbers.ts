import type { Path } from './problems.ts';
import type { RawQuantity, RawTrial } from './schema.ts';

/** A number of a design file and its place. */
export interface DesignNumber {
  /** `arms.treatment.hazard-ratio`, `analyses.0.events` */
  name: string;
  path: Path;
  /** as the file states it: alone, or with its evidence */
  stated: RawQuantity;
}

/** All numbers of a design, in the order of the file; a number with its evidence is one. */
export function numbersIn(raw: RawTrial): DesignNumber[] {
  const numbers: DesignNumber[] = [];
  const look = (node: unknown, path: Path): void => {
    const isStated = typeof (node as { value?: unknown } | null)?.value === 'number';
    if (typeof node === 'number' || isStated)
      numbers.push({ name: path.join('.'), path, stated: node as RawQuantity });
    else if (typeof node === 'object' && node !== null)
      for (const [key, inner] of Object.entries(node))
        look(inner, [...path, Array.isArray(node) ? Number(key) : key]);
  };
  look(raw, []);
  return numbers;
}

/** The numbers that a name may mean: a whole path, or its end. A whole path means that number alone. */
export function numbersNamed(raw: RawTrial, name: string): DesignNumber[] {
  const all = numbersIn(raw);
  const same = all.filter((number) => number.name === name);
  return same.length > 0 ? same : all.filter((number) => number.name.endsWith(`.${name}`));
}

/** The design with another value at a place; the old one's evidence does not speak of it. */
export function withNumber(raw: RawTrial, path: Path, value: number): RawTrial {
  return placed(raw, path, value) as RawTrial;
}

/** Nodes beside the path are shared with the original, not copied. */
function placed(node: unknown, [step, ...rest]: Path, value: number): unknown {
  if (step === undefined) return value;
  const copy = (Array.isArray(node) ? [...node] : { ...(node as object) }) as Record<
    string | number,
    unknown
  >;
  copy[step] = placed(copy[step], rest, value);
  return copy;
}
