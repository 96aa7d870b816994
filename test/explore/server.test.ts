import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, servePage } from '../../src/cli/explore-server.ts';

const path = join(mkdtempSync(join(tmpdir(), 'sojourn-served-')), 'file.yaml');
let served: Served;

beforeAll(async () => {
  writeFileSync(path, 'before');
  const text = () => readFileSync(path, 'utf8');
  served = await servePage({ path, port: 0, text, page: async () => `<!doctype html>${text()}` });
});
afterAll(() => served.close());

/** The status of an answer for a host name. */
function statusFor(host: string): Promise<number | undefined> {
  const { port } = new URL(served.address);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the server of a live page', () => {
  it('listens on this machine alone, and serves an isolated page', async () => {
    expect(served.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const response = await fetch(served.address);
    expect(await response.text()).toBe('<!doctype html>before');
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });

  it('serves nothing else, and nothing to another host name', async () => {
    expect((await fetch(`${served.address}etc/passwd`)).status).toBe(404);
    expect((await fetch(served.address, { method: 'POST' })).status).toBe(405);
    expect(await statusFor('localhost:80')).toBe(200);
    expect(await statusFor('evil.example')).toBe(403);
  });

  it('tells open pages when the file is saved', async () => {
    const response = await fetch(`${served.address}saved`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    writeFileSync(path, 'after\nthat');
    while (!heard.includes('data:')) heard += (await reader.read()).value;
    expect(heard).toContain(`data: ${JSON.stringify('after\nthat')}\n\n`);
    await reader.cancel();
  });

  it('says that a port is taken', async () => {
    const port = Number(new URL(served.address).port);
    await expect(servePage({ path, port, text: () => '', page: async () => '' })).rejects.toThrow(
      /^--port \d+ cannot be used: .*; leave it out for a free one$/,
    );
  });
});
