import { readFileSync } from 'node:fs';
import { measurePoint } from './point.ts';
import type { Point } from './points.ts';

// A process that does the work of one point, reports the measurements and ends.

const [point, benchmark] = process.argv.slice(2) as [string, string];
const measured = await measurePoint(JSON.parse(point) as Point, benchmark);
process.send!({ ...measured, megabytes: peakMemory() / 1e6 }, () => process.disconnect());

/**
 * The peak memory of this process, in bytes.
 *
 * On Linux, `resourceUsage` starts at the parent's memory at the fork, so there the value is read from the kernel's
 * record for this program alone.
 */
function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
