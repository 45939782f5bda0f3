// How the page is built and served in development: relative addresses, hashed assets, the API behind a proxy.
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = process.env['ETABLI_SERVER'] ?? 'http://127.0.0.1:4400'

/** A modality's view is named for it, so that its size can be watched. */
function nameOfChunk(chunk: { facadeModuleId: string | null }): string {
  const modality = /modalities\/src\/(\w+)\/view\/index\.tsx$/.exec(chunk.facadeModuleId ?? '')?.[1]
  return modality ? `assets/${modality}-[hash].js` : 'assets/[name]-[hash].js'
}

/** The component kit speaks over thirty languages; the page speaks these. */
const SPOKEN = new Set(['en-US', 'fr-FR'])

/** Leaves the kit's phrases in other languages out of the page: they were a good part of its first load. */
function spokenLanguages(): Plugin {
  const phrases = /\/react-aria(?:-components)?\/dist\/.*\/intl\/(?:.*\/)?([a-z]{2}-[A-Z]{2})\.m?js$/
  return {
    name: 'spoken-languages',
    enforce: 'pre',
    load(id) {
      const language = phrases.exec(id)?.[1]
      return language === undefined || SPOKEN.has(language) ? null : 'export default undefined'
    },
  }
}

export default defineConfig({
  // Relative, so that one build works under any path of a proxy; <base> in index.html says which.
  base: './',
  plugins: [spokenLanguages(), react()],
  resolve: { conditions: ['@etabli/source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: true,
    // Says what each page loads, for the check of sizes.
    manifest: true,
    // The content policy takes fonts and images from files only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { chunkFileNames: nameOfChunk } },
  },
  server: {
    host: '127.0.0.1',
    port: 4401,
    proxy: { '/api': { target: server, ws: true, changeOrigin: false } },
  },
})
