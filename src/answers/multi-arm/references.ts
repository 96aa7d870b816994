import type { RawTrial } from '../../trial/language/schema.ts';
import type { MultiArmDesign } from '../../trial/multi-arm/design.ts';
import { designReferences } from '../trial/references.ts';

/** What a protocol cites for a design with several experimental arms. */
export function multiArmReferences(raw: RawTrial, { test, looks, procedure }: MultiArmDesign): string[] {
  const isDunnett = procedure.kind === 'dunnett';
  return [
    ...designReferences(raw, { test, looks }),
    ...(isDunnett ? ['Dunnett (1955), Journal of the American Statistical Association 50, 1096-1121.'] : []),
    ...(isDunnett && procedure.isClosed ? ['Marcus, Peritz & Gabriel (1976), Biometrika 63, 655-660.'] : []),
    ...(isDunnett && looks.length > 1 ? ['Magirr, Jaki & Whitehead (2012), Biometrika 99, 494-501.'] : []),
    ...(procedure.kind === 'hochberg' ? ['Hochberg (1988), Biometrika 75, 800-802.'] : []),
    ...(procedure.kind === 'graph'
      ? [
          'Bretz, Maurer, Brannath & Posch (2009), Statistics in Medicine 28, 586-604.',
          ...(looks.length > 1
            ? ['Maurer & Bretz (2013), Statistics in Biopharmaceutical Research 5, 311-320.']
            : []),
        ]
      : []),
  ];
}
