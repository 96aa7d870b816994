import type { SizeAnswer } from './schema.ts';

/** The unit of the size: patients, or planned events. */
export const sizedIn = (vary: SizeAnswer['vary']): 'patients' | 'events' =>
  vary === 'events' ? 'events' : 'patients';
