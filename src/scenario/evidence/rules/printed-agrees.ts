import type { Problem } from '../../../language/problem.ts';
import type { Claim, Path } from '../claims.ts';
import { type Rounded, rangeOf, within } from '../rounding.ts';
import { error, type Rule, warning } from '../rule.ts';

/** The file's numbers must equal the printed ones. A `printed` text that cannot be parsed is only a warning. */
export const printedAgrees: Rule = {
  name: 'printed-agrees',
  about: 'the numbers of a figure are the ones that its `printed` text shows',
  check: ({ claims }) => claims.flatMap(inClaim),
};

function inClaim(claim: Claim): Problem[] {
  const { path, fields, printed, key, estimate } = claim;
  if (fields.printed === undefined) return [];
  if (!printed) {
    const forms = '"49.1%", "51 (22.4%)", "22/142 (15.5%)", "56.6% (50.2 to 63.9%)", "41.7"';
    return [
      warning(
        [...path, 'printed'],
        `"${fields.printed}" is not read, so nothing is compared with it; read are ${forms}`,
      ),
    ];
  }
  const problems: Problem[] = [];
  const compare = (where: Path, said: number | undefined, shown: Rounded | number | undefined) => {
    if (said === undefined || shown === undefined) return;
    const same = typeof shown === 'number' ? said === shown : within(said, rangeOf(shown));
    const right = typeof shown === 'number' ? String(shown) : shown.value.toFixed(shown.decimals);
    if (!same)
      problems.push(error([...path, ...where], `${said} here is printed as ${right} in "${fields.printed}"`));
  };
  compare(['events'], fields.events, printed.count);
  compare(['of'], fields.of, printed.of);
  // the percentage of counts has its own rule, which considers other denominators
  if (key !== undefined && key !== 'events' && key !== 'printed') compare([key], estimate, printed.estimate);
  compare(['interval', 0], fields.interval?.[0], printed.lower);
  compare(['interval', 1], fields.interval?.[1], printed.upper);
  return problems;
}
