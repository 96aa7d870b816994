import { ACTIVE, type Selection } from './design.ts';

/**
 * Chooses which of the arms in the trial go on; all conditions must hold. Of equal z the first arm is the best; an arm whose z is not
 * known goes on only if nothing is asked of it.
 *
 * @returns a function of the states of the comparisons, their z and their estimates, which returns 1 for each that goes on; its
 *   array is reused
 */
export function selector(
  { best, within, zAbove, ratioBelow }: Selection,
  count: number,
): (state: Uint8Array, z: Float64Array, estimates: Float64Array) => Uint8Array {
  const isChosen = new Uint8Array(count);
  return (state, z, estimates) => {
    let largest = -Infinity;
    for (let i = 0; i < count; i++) if (state[i] === ACTIVE && z[i]! > largest) largest = z[i]!;
    for (let i = 0; i < count; i++) {
      let holds = state[i] === ACTIVE;
      if (within !== undefined && !(z[i]! >= largest - within)) holds = false;
      if (zAbove !== undefined && !(z[i]! > zAbove)) holds = false;
      if (ratioBelow !== undefined && !(estimates[i]! < ratioBelow)) holds = false;
      if (best !== undefined && holds) {
        let better = 0;
        for (let j = 0; j < count; j++)
          if (j !== i && state[j] === ACTIVE && (z[j]! > z[i]! || (z[j] === z[i] && j < i))) better++;
        if (!(better < best) || Number.isNaN(z[i]!)) holds = false;
      }
      isChosen[i] = Number(holds);
    }
    return isChosen;
  };
}
