import { readFileSync } from 'node:fs';
import { measurePoint } from './point.ts';
import type { Point } from './points.ts';

// A process that does the work of one point, says what it took and ends.

const [point, benchmark] = process.argv.slice(2) as [string, string];
const measured = await measurePoint(JSON.parse(point) as Point, benchmark);
process.send!({ ...measured, megabytes: peakMemory() / 1e6 }, () => process.disconnect());

/**
 * Bytes that this process had in memory at most.
 *
 * Linux starts the mark that `resourceUsage` reads at what the parent had when it forked, so there it is taken from
 * where the kernel keeps it for this program alone.
 */
function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
