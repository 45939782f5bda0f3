// The browser tests: Chromium by path, one server and database per worker.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: './specs',
  outputDir: './test-results',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 2,
  // A machine that stalls fails a test now and then. What passes at the second try is listed as "flaky": a fault to mend.
  retries: 1,
  reporter: [['list']],
  use: {
    // A press that finds nothing to press says so long before the whole test runs out of time.
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // Recording every test costs more than the tests do; `--trace on` records the one that is looked at.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(process.env['ETABLI_CHROMIUM'] ? { executablePath: process.env['ETABLI_CHROMIUM'] } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
})
