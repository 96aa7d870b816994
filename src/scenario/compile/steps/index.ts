import type { Known } from '../know/known.ts';
import { drawCharacteristic, settleRange } from './characteristics.ts';
import { askBound, enter } from './entry.ts';
import { decide, stay } from './leave.ts';
import { recordMark } from './marks.ts';
import { settle } from './settle.ts';
import type { Ground, Moment, Step } from './step.ts';

/** The step that follows a moment, for patients with this knowledge. */
export function stepFrom(ground: Ground, moment: Moment, known: Known): Step {
  switch (moment.at) {
    case 'characteristic':
      return drawCharacteristic(ground, moment.index, known);
    case 'range':
      return settleRange(ground, moment, known);
    case 'entry':
      return enter(ground, moment.state, moment.atZero, known);
    case 'bound':
      return askBound(ground, moment.state, moment.atZero, known);
    case 'mark':
      return recordMark(ground, moment.state, moment.atZero, moment.index, known);
    case 'settling':
      return settle(ground, moment.state, moment.atZero, known);
    case 'decision':
      return decide(ground, moment.state, moment.atZero, known);
    case 'sojourn':
      return stay(ground, moment.state, known);
  }
}
