/**
 * @throws RangeError unless there is one weight above 0 for each stage
 */
export function checkWeights(stages: number, weights: readonly number[]): void {
  if (weights.length < stages)
    throw new RangeError(`there are ${weights.length} weights for ${stages} stages, must be one each`);
  const wrong = weights.findIndex((weight) => !(weight > 0 && weight < Infinity));
  if (wrong >= 0)
    throw new RangeError(
      `the weight of stage ${wrong + 1} is ${weights[wrong]}, must be above 0: the share of information that was planned for it`,
    );
}
