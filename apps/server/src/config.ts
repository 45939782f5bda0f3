// Configuration: the environment → one frozen Config, or one readable failure that names every problem.
import * as z from 'zod/mini'

export interface Setting {
  readonly name: string
  /** As shown in the documentation. */
  readonly default: string
  readonly description: string
  /** Never printed or logged. */
  readonly secret: boolean
}

const Port = z.coerce.number().check(z.int(), z.gte(0), z.lte(65_535))
const Whole = z.coerce.number().check(z.int(), z.positive())
const Address = z.url({ protocol: /^https?$/ })
const Switch = z.pipe(
  z.enum(['0', '1']),
  z.transform((word) => word === '1'),
)

/** One row a variable: its form, its default as text (null: unset), what it does. */
const table = {
  ETABLI_HOST: { form: z.string(), default: '127.0.0.1', description: 'Address to listen on.' },
  ETABLI_PORT: {
    form: Port,
    default: '4400',
    description: 'Port to listen on; where it is taken, the next free one is used and said. 0 takes any.',
  },
  ETABLI_DATA: {
    form: z.string(),
    default: './data',
    description: 'Folder of everything the server keeps: database, media, exports, backups.',
  },
  ETABLI_DEMO: {
    form: Switch,
    default: null,
    shown: '1 in a new data folder on a loopback address, else 0',
    description: 'Demo people and the sample projects; the choice stays with the data folder.',
  },
  ETABLI_URL: {
    form: Address,
    default: null,
    shown: 'the address listened on',
    description:
      'Address in the browser, with its path where a proxy serves Etabli below one. Pages from elsewhere are refused.',
  },
  ETABLI_TRUST_PROXY: {
    form: Switch,
    default: '0',
    description: 'Believe the `X-Forwarded-For` of a proxy in front; the sign-in limit counts by address.',
  },
  ETABLI_CLIENT: {
    form: z.string(),
    default: null,
    shown: '`apps/client/dist` beside the server',
    description: 'Folder of the built page.',
  },
  ETABLI_LOG: {
    form: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    default: 'info',
    description: 'How much is logged.',
  },
  ETABLI_BUSY_MS: {
    form: Whole,
    default: '500',
    description: 'Mean delay of the event loop, in milliseconds, above which requests are turned away with 503.',
  },
  DATABASE_URL: {
    form: z.url({ protocol: /^postgres(ql)?$/ }),
    default: null,
    shown: 'SQLite in the data folder',
    description: '`postgres://…` to use PostgreSQL.',
    secret: true,
  },
} as const satisfies Record<
  string,
  { form: z.ZodMiniType; default: string | null; shown?: string; description: string; secret?: boolean }
>

type Table = typeof table
type Values = { [N in keyof Table]: z.output<Table[N]['form']> | (Table[N]['default'] extends null ? null : never) }

export interface Config {
  readonly host: string
  readonly port: number
  /** Data folder. */
  readonly data: string
  /** Null: decided by whether the data folder is new and the host is loopback. */
  readonly demo: boolean | null
  /** The address in the browser without a slash at its end, or null for whatever we listen on. */
  readonly url: string | null
  readonly trustProxy: boolean
  /** Folder of the built page, or null for the usual one. */
  readonly client: string | null
  readonly log: string
  readonly busyMillis: number
  readonly databaseUrl: string | null
}

/** All variables, for the documentation. */
export const settings: readonly Setting[] = Object.entries(table).map(([name, row]) => ({
  name,
  default: 'shown' in row ? row.shown : `\`${row.default}\``,
  description: row.description,
  secret: 'secret' in row && row.secret,
}))

/** Every problem of the environment, one sentence each. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/**
 * Reads the environment.
 * @throws ConfigError with every problem, not only the first
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const read = <N extends keyof Table>(name: N): Values[N] => {
    const row: { form: z.ZodMiniType; default: string | null } = table[name]
    const given = env[name]
    const text = given === undefined || given === '' ? row.default : given
    if (text === null) return null as Values[N]
    const parsed = row.form.safeParse(text)
    if (parsed.success) return parsed.data as Values[N]
    const shown = settings.find((setting) => setting.name === name)?.secret ? 'its value' : `"${text}"`
    problems.push(`${name}: ${shown} will not do: ${parsed.error.issues[0]?.message ?? 'not of the expected form'}`)
    return null as Values[N]
  }
  const config: Config = {
    host: read('ETABLI_HOST'),
    port: read('ETABLI_PORT'),
    data: read('ETABLI_DATA'),
    demo: read('ETABLI_DEMO'),
    url: read('ETABLI_URL')?.replace(/\/+$/, '') ?? null,
    trustProxy: read('ETABLI_TRUST_PROXY'),
    client: read('ETABLI_CLIENT'),
    log: read('ETABLI_LOG'),
    busyMillis: read('ETABLI_BUSY_MS'),
    databaseUrl: read('DATABASE_URL'),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze(config)
}

/** True for addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\./.test(host)
}
