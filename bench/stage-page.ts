// A page of the bench with a real stage and nothing around it: built from a folder of this one, served, opened in Chromium.
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { build } from 'vite'
import { openChromium, WINDOW } from './browser.ts'

export interface StagePages {
  /** A new page, loaded. */
  open(): Promise<Page>
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** Builds `bench/NAME/index.html` and serves it with those files beside it. */
export async function openStagePages(name: string, files: Readonly<Record<string, string>> = {}): Promise<StagePages> {
  const folder = await mkdtemp(join(tmpdir(), `etabli-${name}-`))
  await buildPage(folder, name)
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://bench').pathname)
    const given = files[path]
    if (given !== undefined) {
      response.setHeader('content-type', 'text/plain; charset=utf-8')
      response.end(given)
      return
    }
    const file = path === '/' ? `/bench/${name}/index.html` : path
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    createReadStream(join(folder, file))
      .on('error', () => response.writeHead(404).end())
      .pipe(response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const browser: Browser = await openChromium()
  return {
    async open() {
      const page = await browser.newPage({ viewport: WINDOW })
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      return page
    },
    async close() {
      await browser.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function buildPage(folder: string, name: string): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@etabli/source', 'module', 'browser', 'production'] },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: { input: join(root, `bench/${name}/index.html`) },
    },
  })
}
