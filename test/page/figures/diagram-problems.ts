import type { Page } from 'playwright-core';

/**
 * Problems of a diagram's layout, in words, by measuring: boxes that overlap or lie outside the drawing, arrows that
 * cross boxes or labels of other arrows, texts that extend beyond their boxes.
 */
export function diagramProblems(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${measure})()`);
}

// runs in the browser, without types and other functions of this file
const measure = `() => {
  const problems = new Set();
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    const tell = (text) => problems.add(svg.id + ': ' + text);
    const titleOf = (group) => group.querySelector('title').textContent.slice(0, 40);
    const boxes = [...svg.querySelectorAll('g.box')].map((group) => {
      const shape = group.querySelector('rect, path').getBoundingClientRect();
      return { group, name: titleOf(group), left: shape.left, right: shape.right, top: shape.top, bottom: shape.bottom };
    });
    const arrows = [...svg.querySelectorAll('g.arrow')].map((group) => {
      const label = group.querySelector('rect')?.getBoundingClientRect();
      return { group, name: titleOf(group), label, line: group.querySelector('path') };
    });
    const overlap = (a, b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
    const labels = arrows.filter(({ label }) => label).map(({ label, name, group }) => ({ group, name: 'label of ' + name,
      left: label.left, right: label.right, top: label.top, bottom: label.bottom }));
    const solid = [...boxes, ...labels];
    for (const [i, a] of solid.entries()) {
      if (a.left < frame.left - 0.1 || a.right > frame.right + 0.1 || a.top < frame.top - 0.1 || a.bottom > frame.bottom + 0.1)
        tell(a.name + ' is outside the drawing');
      for (const b of solid.slice(i + 1)) if (overlap(a, b)) tell(a.name + ' lies over ' + b.name);
    }
    for (const { group, name, left, right, top, bottom } of boxes)
      for (const text of group.querySelectorAll('text')) {
        const range = document.createRange();
        range.selectNodeContents(text.firstChild);
        const box = range.getBoundingClientRect();
        if (box.width > 0 && (box.left < left + 1 || box.right > right - 1 || box.top < top - 2 || box.bottom > bottom + 2))
          tell('"' + text.textContent + '" sticks out of ' + name);
      }
    for (const { group, name, line } of arrows) {
      const toScreen = line.getScreenCTM();
      const length = line.getTotalLength();
      for (let at = 0; at <= length; at += 2) {
        const { x, y } = line.getPointAtLength(at).matrixTransform(toScreen);
        if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) tell(name + ' leaves the drawing');
        for (const other of solid)
          if (other.group !== group && x > other.left + 1 && x < other.right - 1 && y > other.top + 1 && y < other.bottom - 1)
            tell(name + ' runs through ' + other.name);
      }
    }
  }
  return [...problems];
}`;
