import { watch } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';
import { UsageError } from './errors.ts';
import { reasonOf } from './output.ts';

export interface ServeOptions {
  /** the file that is watched */
  path: string;
  port: number;
  /** the whole page, made anew for each request */
  page: () => Promise<string>;
  /** the text of the file as it is now */
  text: () => string;
}

export interface Served {
  address: string;
  close(): Promise<void>;
}

/** Milliseconds for an editor to finish saving. */
const SETTLE_MS = 80;

/**
 * Serves one page on the loopback address alone, and tells open pages when the file is saved.
 *
 * @throws UsageError if the port is taken
 */
export async function servePage({ path, port, page, text }: ServeOptions): Promise<Served> {
  const listeners = new Set<ServerResponse>();
  const server = createServer(async ({ url, headers, method }, response) => {
    // another site could give its own name the loopback address
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? ''))
      return void response.writeHead(403).end();
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405).end();
    if (url === '/saved') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': open\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return;
    }
    if (url !== '/') return void response.writeHead(404).end();
    try {
      const made = await page();
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        // workers may share memory only on an isolated page
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'x-content-type-options': 'nosniff',
      });
      response.end(made);
    } catch (error) {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(reasonOf(error));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new UsageError(`--port ${port} cannot be used: ${reasonOf(error)}; leave it out for a free one`),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  let last = text();
  let settling: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    let now: string;
    try {
      now = text();
    } catch {
      // between the removal of the old file and the new one
      return;
    }
    if (now === last) return;
    last = now;
    for (const response of listeners) response.write(`data: ${JSON.stringify(now)}\n\n`);
  };
  // the folder: editors replace the file
  const watcher = watch(dirname(path), (_, name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(settling);
    settling = setTimeout(tell, SETTLE_MS);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${taken}/`,
    async close() {
      clearTimeout(settling);
      watcher.close();
      for (const response of listeners) response.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
