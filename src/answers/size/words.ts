import type { SizeAnswer } from './schema.ts';

/** What is sized: patients, or planned events. */
export const sizedIn = (vary: SizeAnswer['vary']): 'patients' | 'events' =>
  vary === 'events' ? 'events' : 'patients';
