import { expect, it } from 'vitest';
import { python, r } from '../../../bench/yardstick/tools.ts';

it('a program whose module is not there is missing, by the name of the module', () => {
  expect(python('none.py', 'no_such_module')()).toEqual({
    missing: 'there is no python3 with no_such_module',
  });
});

it('so is one whose R package is not there, with R or without', () => {
  const { missing } = r('none.R', 'no.such.package')() as { missing: string };
  expect(['R has no package no.such.package', 'there is no Rscript']).toContain(missing);
});
