import { webExecutor } from '../../../workers/web/executor.ts';
import type { WebScope, WebThread } from '../../../workers/web/wire.ts';
import { serveChunks } from '../../../workers/web/worker.ts';
import type { Executor } from '../../run/executor.ts';
import { inlineExecutor } from '../../run/inline.ts';
import { type DeskScope, serveDesk } from '../desk.ts';
import { type DrawsScope, serveDraws } from '../draw-bands.ts';

// One script for all workers of the page: a worker's name says what it does.

/**
 * Workers started by a worker; where a browser has none of these, the desk simulates by itself. The address is made here: a page
 * from a file and its workers may not use each other's.
 */
function executorOf(script: string, threads: number): Executor {
  if (typeof Worker === 'undefined') return inlineExecutor();
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const start = () => new Worker(address, { name: 'chunks' }) as unknown as WebThread;
  return webExecutor({ threads, start, isShared: globalThis.crossOriginIsolated === true });
}

if (self.name === 'chunks') serveChunks(self as unknown as WebScope);
else if (self.name === 'draws') serveDraws(self as unknown as DrawsScope);
else serveDesk(self as unknown as DeskScope, self.name === 'quick' ? 'quick' : 'whole', executorOf);
