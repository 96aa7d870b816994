/**
 * Arms of patients in the order in which they enter: blocks of the allocation, control first.
 *
 * @param allocation patients of each arm in a block: [1, 2] is C T T
 * @returns by arm, the positions of its patients among the first `patients`
 */
export function positionsOf(allocation: readonly number[], patients: number): Int32Array[] {
  const block = allocation.flatMap((count, arm) => Array.from({ length: count }, () => arm));
  const positions: number[][] = allocation.map(() => []);
  for (let i = 0; i < patients; i++) positions[block[i % block.length]!]!.push(i);
  return positions.map((own) => Int32Array.from(own));
}

/** The place of an arm's patient i among all in that order, however many there are. */
export function placeOf(allocation: readonly number[], arm: number, i: number): number {
  const own = allocation[arm]!;
  let [before, block] = [0, 0];
  allocation.forEach((count, k) => {
    if (k < arm) before += count;
    block += count;
  });
  return Math.floor(i / own) * block + before + (i % own);
}
