import type { Look } from '../look.ts';
import { element, tenths } from '../svg.ts';
import type { StateKind } from './diagram.ts';

export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Shapes distinguish the kinds; colours only help: cut corners for a decision, a double line for an absorbing state.
 */
export function frame(kind: StateKind, { left, top, width, height }: Rectangle, look: Look): string {
  const at = { x: left, y: top, width, height };
  const ground = { fill: look.paper };
  if (kind === 'start')
    return (
      element('rect', { ...at, rx: 5, ...ground }) +
      element('rect', {
        ...{ ...at, rx: 5, fill: look.series[0], 'fill-opacity': 0.1 },
        ...{ stroke: look.series[0], 'stroke-width': 2 },
      })
    );
  if (kind === 'decision') {
    const c = 8;
    const d = `M${tenths(left + c)} ${tenths(top)}h${width - 2 * c}l${c} ${c}v${height - 2 * c}l${-c} ${c}h${2 * c - width}l${-c} ${-c}v${2 * c - height}z`;
    return (
      element('path', { d, ...ground }) +
      element('path', { d, fill: look.faint, 'fill-opacity': 0.4, stroke: look.soft })
    );
  }
  if (kind === 'absorbing')
    return (
      element('rect', { ...at, ...ground, stroke: look.ink, 'stroke-width': 1.5 }) +
      element('rect', {
        ...{ x: left + 3, y: top + 3, width: width - 6, height: height - 6 },
        ...{ fill: 'none', stroke: look.ink, 'stroke-width': 0.8 },
      })
    );
  return element('rect', { ...at, rx: 5, ...ground, stroke: look.soft });
}
