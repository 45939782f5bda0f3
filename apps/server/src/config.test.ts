// Configuration: defaults, and every problem named at once.
import { expect, it } from 'vitest'
import { ConfigError, readConfig, settings } from './config.ts'

it('has the defaults of the documentation', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 4400,
    data: './data',
    demo: null,
    url: null,
    databaseUrl: null,
  })
})

it('names every problem, and no secret', () => {
  const env = { ETABLI_PORT: 'many', ETABLI_DEMO: 'yes', DATABASE_URL: 'mysql://root:hunter2@host/db' }
  const error = (() => {
    try {
      return readConfig(env)
    } catch (thrown) {
      return thrown
    }
  })()
  if (!(error instanceof ConfigError)) throw new Error('it was taken')
  expect(error.problems).toHaveLength(3)
  expect(error.message).toContain('ETABLI_PORT: "many"')
  expect(error.message).toContain('DATABASE_URL: its value')
  expect(error.message).not.toContain('hunter2')
})

it('takes the slash off the end of the address', () => {
  expect(readConfig({ ETABLI_URL: 'https://x.example/label/' }).url).toBe('https://x.example/label')
})

it('documents every variable', () => {
  for (const setting of settings) expect(setting.description, setting.name).toMatch(/^[A-Z`].*\.$/)
})
