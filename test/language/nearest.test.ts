import { expect, it } from 'vitest';
import { didYouMean } from '../../src/language/names.ts';
import { nearest } from '../../src/language/nearest.ts';

it.each([
  ['li-2012', 'li-2021'], // neighbours swapped: one slip
  ['hrcr', 'hr-cr'],
  ['Progresed', 'progressed'],
  ['complted', 'completed'],
])('%s is near %s', (name, meant) => {
  expect(nearest(name, ['dead', 'progressed', 'completed', 'hr-cr', 'li-2021'])).toBe(meant);
});

it.each(['stage', 'x', 'palliative-care'])('%s is near nothing that shares hardly a letter', (name) => {
  expect(nearest(name, ['dead', 'progressed', 'hr-cr'])).toBeUndefined();
});

it('prefers the first listed among equals, and the nearest before it', () => {
  expect(nearest('state-c', ['state-a', 'state-b'])).toBe('state-a');
  expect(nearest('state-b', ['state-a', 'state-b'])).toBe('state-b');
});

it('says nothing where there is nothing near', () => {
  expect(didYouMean('li-2012', ['li-2021'])).toBe('; did you mean "li-2021"?');
  expect(didYouMean('li-2012', [])).toBe('');
});
