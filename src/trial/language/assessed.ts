import { unknownName } from '../../language/names.ts';
import { isIllnessDeath } from './illness-death.ts';
import type { Issues } from './problems.ts';
import type { RawTrial } from './schema.ts';
import type { Named } from './wanted.ts';

/** An endpoint that is seen at visits, and the one that is part of it and known at once. */
export interface AssessedNames {
  endpoint: string;
  atOnce?: string;
}

/** The endpoints of the hypotheses that are seen at visits, as the design names them; empty without visits. */
export function assessedIn(raw: RawTrial): AssessedNames[] {
  const { visits, assessed } = raw;
  if (visits === undefined) return [];
  if (assessed === undefined) return isIllnessDeath(raw) ? [{ endpoint: 'PFS', atOnce: 'OS' }] : [];
  return Array.isArray(assessed)
    ? assessed.map((endpoint) => ({ endpoint }))
    : Object.entries(assessed).map(([endpoint, atOnce]) => ({ endpoint, atOnce }));
}

/** Checks which endpoints are seen at visits. @param endpoints those of the hypotheses */
export function checkAssessed(raw: RawTrial, endpoints: readonly string[], issues: Issues): void {
  const { visits, assessed } = raw;
  const named = assessedIn(raw);
  if (visits !== undefined && named.length === 0)
    issues.add(
      ['visits'],
      'visits need `assessed`, which must name the endpoints that are seen at them: [PFS], or { PFS: OS } if death is known when it happens',
    );
  if (assessed === undefined) {
    if (named.some(({ endpoint }) => !endpoints.includes(endpoint)))
      issues.add(['visits'], 'progression is seen at visits, and no hypothesis is of PFS; must be left out');
    return;
  }
  named.forEach(({ endpoint, atOnce }, k) => {
    const path = ['assessed', Array.isArray(assessed) ? k : endpoint];
    if (!endpoints.includes(endpoint))
      issues.add(path, unknownName('endpoint', endpoint, endpoints, 'the hypotheses'));
    if (named.some((one) => one.endpoint === atOnce))
      issues.add(path, `${atOnce} is known at once, must not be assessed itself`);
  });
}

/** Endpoints that are wanted besides those of the hypotheses, to know at once. */
export function knownAtOnce(assessed: readonly AssessedNames[], endpoints: readonly string[]): Named[] {
  return assessed.flatMap(({ endpoint, atOnce }) =>
    atOnce === undefined || endpoints.includes(atOnce)
      ? []
      : [{ name: atOnce, path: ['assessed', endpoint] }],
  );
}
