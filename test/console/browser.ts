import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** A real browser that can reach loopback only; `elsewhere` names every other host that it asked for. */
export interface WatchedBrowser {
  readonly browser: Browser;
  readonly elsewhere: readonly string[];
  close(): Promise<void>;
}

/** Opens the machine's own Chromium, or else the one of the package `@sparticuz/chromium`. */
export async function openBrowser(): Promise<WatchedBrowser> {
  const elsewhere: string[] = [];
  // Chromium asks no proxy for loopback, so whatever arrives here was meant for another host.
  const proxy = createServer((request, response) => {
    elsewhere.push(request.url ?? '');
    response.writeHead(403).end();
  });
  proxy.on('connect', (request, socket) => {
    elsewhere.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const { port } = proxy.address() as AddressInfo;
  const closeProxy = () => new Promise<void>((done) => void proxy.close(() => done()));
  try {
    const { executablePath, env } = await findChromium();
    // Playwright gives each launch an empty profile of its own and removes it afterwards.
    const browser = await chromium.launch({
      executablePath,
      env: { ...process.env, ...env },
      headless: true,
      chromiumSandbox: false,
      args: [
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--proxy-server=http://127.0.0.1:${port}`,
      ],
    });
    const close = async () => {
      await browser.close();
      await closeProxy();
    };
    return { browser, elsewhere, close };
  } catch (error) {
    await closeProxy();
    throw error;
  }
}

interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

async function findChromium(): Promise<Chromium> {
  for (const path of [process.env['CHROMIUM'], '/usr/bin/chromium']) {
    if (path && existsSync(path)) return { executablePath: path, env: {} };
  }
  const folder = await unpackChromium();
  const libraries = [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** Unpacks the package's browser, its shared libraries and fonts, once for each version of it. */
async function unpackChromium(): Promise<string> {
  const home = resolve(import.meta.dirname, '../../node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = resolve(home, '../../.cache/watchfloor', `chromium-${version}`);
  if (existsSync(folder)) return folder;

  await mkdir(dirname(folder), { recursive: true });
  const half = await mkdtemp(`${folder}-`);
  const temporary = process.env['TMPDIR'];
  try {
    // The package unpacks to the folder for temporary files and nowhere else.
    process.env['TMPDIR'] = half;
    const parts = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'];
    await Promise.all(parts.map((part) => inflate(join(home, 'bin', part))));
    await writeFile(join(half, 'fonts.conf'), fontConfiguration(folder));
    // Two runs at once: the second finds the name taken and uses what the first unpacked.
    await rename(half, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
    await rm(half, { recursive: true, force: true });
  }
  return folder;
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
}
