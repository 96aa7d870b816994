import { gamma } from '../laws/gamma.ts';
import type { Rule } from '../rule.ts';

/** Events per time at risk, such as 30 deaths in 1,200 patient-months; 0 events count as half an event. */
export const eventsInExposure: Rule = {
  name: 'events in a time at risk',
  about: 'events r in a time at risk t give gamma(shape r, rate t), and a half is added where r is 0',
  lawOf: ({ events, exposure }) =>
    events === undefined || exposure === undefined ? undefined : gamma(events === 0 ? 0.5 : events, exposure),
};
