/** Random choices: `pick` one of some things, `flip` a coin, `whole` a number. */
export interface Luck {
  pick<T>(things: readonly T[]): T;
  /** true with a chance of about one in `oneIn` */
  flip(oneIn?: number): boolean;
  whole(min: number, max: number): number;
}

/** A scenario as plain data, before it is written as YAML. */
// biome-ignore lint/suspicious/noExplicitAny: a scenario with mistakes may hold anything
export type Plain = Record<string, any>;

/** Names that the parts of a random scenario may refer to. */
export interface Names {
  transient: string[];
  decisions: string[];
  absorbing: string[];
  groups: string[];
  yesNo: string[];
  levelled: string[];
  numeric: string[];
  timers: string[];
  /** each with its levels */
  marks: Record<string, string[]>;
  hasFollowUp: boolean;
}

export const LEVELS = ['low', 'middle', 'high'];
export const YES_NO = ['yes', 'no'];

/** A number with a basis, as the language requires. */
export const given = (value: number): Plain => ({ value, assumption: 'made at random' });

export const everyState = ({ transient, decisions, absorbing }: Names): string[] => [
  ...transient,
  ...decisions,
  ...absorbing,
];
