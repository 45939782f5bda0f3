// The projects of the fast tests: pure packages and client in plain Node, the server on both databases.
import { defineConfig } from 'vitest/config'

const resolve = { conditions: ['@etabli/source'] }
const ssr = { resolve: { conditions: ['@etabli/source'], externalConditions: ['@etabli/source'] } }

export default defineConfig({
  test: {
    // A worker on each core: these wait for disks, databases and threads as much as they compute.
    maxWorkers: '100%',
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'packages',
          include: ['packages/**/*.test.ts', 'datasets/**/*.test.ts', 'scripts/**/*.test.ts'],
          environment: 'node',
          // Nothing here keeps state in a module: loading all modules anew for each file was most of the time.
          isolate: false,
          // Properties run many cases; a loaded machine gets time.
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'server',
          include: ['apps/server/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'client',
          include: ['apps/client/**/*.test.ts', 'apps/client/**/*.test.tsx'],
          environment: 'node',
          isolate: false,
          testTimeout: 30_000,
        },
      },
    ],
  },
})
