// The arrows: an allow-list of who may import whom, written once as data; whatever is not in a row is forbidden.

/** The flow, left to right: a stage imports only stages to its left, and only by their index.ts. */
const FLOW = [
  'people',
  'projects',
  'tasks',
  'personal',
  'prelabels',
  'imports',
  'queue',
  'takes',
  'annotations',
  'consensus',
  'reviews',
  'exports',
  'work',
]

/** from (path) → our packages it may import, npm packages, and Node's own. `tests` may import more; they are left out. */
const ROWS = [
  { name: 'schema', from: 'packages/schema/src', ours: [], npm: ['zod'] },
  { name: 'protocol', from: 'packages/protocol/src', ours: ['packages/schema'], npm: ['zod'] },
  { name: 'agreement', from: 'packages/agreement/src', ours: [], npm: [] },
  { name: 'geometry', from: 'packages/geometry/src', ours: [], npm: [] },
  { name: 'formats', from: 'packages/formats/src', ours: [], npm: ['hyparquet', 'hyparquet-writer', 'saxes', 'zod'] },
  {
    name: 'modality-kit',
    from: 'packages/modality-kit/src',
    ours: ['packages/schema', 'packages/agreement'],
    npm: ['zod'],
  },
  { name: 'sdk', from: 'packages/sdk/src', ours: ['packages/schema', 'packages/protocol'], npm: ['zod'] },
  {
    name: 'cli',
    from: 'packages/cli/src',
    ours: ['packages/(sdk|schema|protocol|agreement|formats)/', 'apps/server/src/index.ts'],
    npm: ['commander', 'yauzl', 'zod'],
    node: true,
  },
  {
    name: 'modality-core',
    from: 'packages/modalities/src/([a-z]+)/core',
    ours: ['packages/(modality-kit|schema|agreement|geometry|formats)', 'packages/modalities/src/$1/core'],
    npm: ['flatbush', 'zod'],
  },
  {
    name: 'modality-view',
    from: 'packages/modalities/src/([a-z]+)/view',
    ours: ['packages/(modality-kit|schema|geometry|agreement|formats)', 'packages/modalities/src/$1/(core|view)'],
    npm: ['react', 'konva', 'react-konva'],
  },
  {
    name: 'server',
    from: 'apps/server/src',
    ours: [
      'packages/(schema|protocol|agreement|formats|modality-kit)/',
      'packages/modalities/src/(index\\.ts|[a-z]+/core)',
      'apps/server/src',
    ],
    npm: [
      '@fastify/.*',
      '@node-rs/argon2',
      '@ricky0123/vad-web',
      '@wasm-audio-decoders/.*',
      'better-sqlite3',
      'fastify',
      'fft\\.js',
      'kysely',
      'mediabunny',
      'mpg123-decoder',
      'music-metadata',
      'onnxruntime-web',
      'opus-decoder',
      'pg',
      'pino',
      'sharp',
      'wink-.*',
      'ws',
      'yauzl',
      'yazl',
      'zod',
    ],
    node: true,
  },
  {
    name: 'client',
    from: 'apps/client/src',
    ours: ['packages/(schema|protocol|sdk|geometry|modality-kit|modalities)/', 'apps/client/src'],
    npm: [
      '@fontsource-variable/.*',
      '@observablehq/plot',
      '@tanstack/react-query',
      'dexie',
      'i18next',
      'lucide-react',
      'react',
      'react-aria-components',
      'react-dom',
      'react-i18next',
      'react-markdown',
      'remark-gfm',
      'wouter',
      'zod',
      'zustand',
    ],
  },
]

const NOT_TESTS = '(\\.test\\.tsx?$|\\.d\\.ts$|/testing/|/test/|/core/testing\\.ts$|/core/testing-|\\.config\\.ts$)'
/** Where a package's files, or its types, resolve to. */
const pnpm = (name) => [`node_modules/${name}/`, `node_modules/@types/${name}/`]

/** One rule a row for our own files, one for packages. */
const rowRules = ROWS.flatMap(({ name, from, ours, npm, node }) => {
  const own = from.includes('(') ? [] : [from]
  return [
    {
      name: `arrow-${name}`,
      comment: `${name} may import only ${[...ours, ...npm].join(', ') || 'nothing'}`,
      severity: 'error',
      from: { path: `^${from}/`, pathNot: NOT_TESTS },
      to: {
        path: '^(packages|apps|datasets|bench|e2e|scripts)/',
        pathNot: ['node_modules/', ...own.map((path) => `^${path}/`), ...ours.map((path) => `^${path}`)],
      },
    },
    {
      name: `packages-${name}`,
      severity: 'error',
      from: { path: `^${from}/`, pathNot: NOT_TESTS },
      to: { path: 'node_modules/', pathNot: npm.flatMap(pnpm) },
    },
    ...(node
      ? []
      : [
          {
            name: `node-${name}`,
            severity: 'error',
            from: { path: `^${from}/`, pathNot: NOT_TESTS },
            to: { dependencyTypes: ['core'] },
          },
        ]),
  ]
})

const flowRules = FLOW.flatMap((stage, index) => {
  const right = FLOW.slice(index + 1).join('|')
  const others = FLOW.filter((other) => other !== stage).join('|')
  return [
    ...(right === ''
      ? []
      : [
          {
            name: `flow-${stage}`,
            comment: 'data runs left to right',
            severity: 'error',
            from: { path: `^apps/server/src/flow/${stage}/`, pathNot: NOT_TESTS },
            to: { path: `^apps/server/src/flow/(${right})/` },
          },
        ]),
    {
      name: `flow-door-${stage}`,
      comment: 'stages meet at their index.ts',
      severity: 'error',
      from: { path: `^apps/server/src/flow/${stage}/`, pathNot: NOT_TESTS },
      to: { path: `^apps/server/src/flow/(${others})/`, pathNot: '/index\\.ts$' },
    },
  ]
})

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...rowRules,
    ...flowRules,
    {
      name: 'strangers',
      comment: 'modalities do not know each other',
      severity: 'error',
      from: { path: '^packages/modalities/src/([a-z]+)/' },
      to: { path: '^packages/modalities/src/[a-z]+/', pathNot: '^packages/modalities/src/$1/' },
    },
    {
      name: 'core-without-view',
      severity: 'error',
      from: { path: '^packages/modalities/src/[a-z]+/core/' },
      to: { path: '/view/|^packages/modalities/src/view\\.ts' },
    },
    {
      name: 'server-without-views',
      severity: 'error',
      from: { path: '^apps/server/' },
      to: { path: '^packages/modalities/src/(view\\.ts|[a-z]+/view/)' },
    },
    {
      name: 'drivers-in-dialects',
      severity: 'error',
      from: { path: '^apps/server/src/', pathNot: ['^apps/server/src/db/dialects/', NOT_TESTS] },
      to: { path: ['better-sqlite3', 'pg'].flatMap(pnpm) },
    },
    {
      name: 'stores-without-react',
      severity: 'error',
      from: { path: '^apps/client/src/(stores|transport|local)/', pathNot: NOT_TESTS },
      to: { path: ['react', 'react-dom', 'react-i18next'].flatMap(pnpm) },
    },
    {
      name: 'ui-without-domain',
      severity: 'error',
      from: { path: '^apps/client/src/ui/', pathNot: NOT_TESTS },
      to: { path: '^packages/' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: NOT_TESTS },
      to: { path: '(\\.test\\.tsx?$|/testing/|/fixtures/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['@etabli/source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
