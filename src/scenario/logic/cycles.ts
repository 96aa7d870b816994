/**
 * The strongly connected components of a directed graph: by node, the number of its component; no entry for a node that
 * cannot reach itself. Source: Tarjan (1972), with an explicit stack.
 *
 * @param next the successors of each node
 */
export function cyclesOf(next: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const cycles = new Map<string, number>();
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  let count = 0;
  const path: { name: string; left: number }[] = [];
  const enter = (name: string) => {
    order.set(name, order.size);
    lowest.set(name, order.get(name)!);
    open.push(name);
    isOpen.add(name);
    path.push({ name, left: 0 });
  };
  const lower = (name: string, to: number) => lowest.set(name, Math.min(lowest.get(name)!, to));
  const leave = (name: string) => {
    path.pop();
    if (path.length > 0) lower(path[path.length - 1]!.name, lowest.get(name)!);
    if (lowest.get(name) !== order.get(name)) return;
    const members = open.splice(open.lastIndexOf(name));
    for (const member of members) isOpen.delete(member);
    if (members.length > 1 || next.get(name)!.includes(name)) {
      for (const member of members) cycles.set(member, count);
      count++;
    }
  };
  for (const start of next.keys()) {
    if (!order.has(start)) enter(start);
    while (path.length > 0) {
      const at = path[path.length - 1]!;
      const to = next.get(at.name)![at.left++];
      if (to === undefined) leave(at.name);
      else if (!order.has(to)) enter(to);
      else if (isOpen.has(to)) lower(at.name, order.get(to)!);
    }
  }
  return cycles;
}
