// The projects of the fast tests: pure packages and client in plain Node, the server on both databases.
import { defineConfig } from 'vitest/config'

const resolve = { conditions: ['@etabli/source'] }
const ssr = { resolve: { conditions: ['@etabli/source'], externalConditions: ['@etabli/source'] } }

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'packages',
          include: ['packages/**/*.test.ts', 'datasets/**/*.test.ts', 'scripts/**/*.test.ts'],
          environment: 'node',
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
          testTimeout: 30_000,
        },
      },
    ],
  },
})
