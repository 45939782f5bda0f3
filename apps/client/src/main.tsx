// Boot: words, stores, transport, React.
// The ground comes first, so that each component may say otherwise.
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/base.css'

import { RefusedError } from '@etabli/sdk'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod/mini'
import { App } from './app.tsx'
import { retryRule } from './hooks/use-api.ts'
import { sessionEnded, sessionStore } from './stores/session.ts'
import { startLive, startOffline } from './transport/live.ts'
import { askWho } from './transport/who.ts'
import { language, preferredLanguage, rememberedLanguage, startWords } from './words/words.ts'

// The content policy forbids generated code.
z.config({ jitless: true })

const wanted = preferredLanguage(rememberedLanguage(), navigator.languages)
// Rather in the other language than not at all: without a line its words may be kept where these are not.
await startWords(wanted)
  .catch(() => startWords(wanted === 'fr' ? 'en' : 'fr'))
  .catch(sayUnreached)
document.documentElement.lang = language()
startLive()
startOffline()
void askWho()

const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof RefusedError && error.code.startsWith('session.')) sessionEnded(sessionStore)
    },
  }),
  defaultOptions: {
    queries: { retry: retryRule, staleTime: 5_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/** The only words that are in the page itself: said where no others can be had. */
function sayUnreached(fault: unknown): never {
  const notice = document.createElement('p')
  notice.setAttribute('role', 'alert')
  notice.className = 'unreached'
  const again = document.createElement('button')
  again.textContent = 'Try again · Réessayer'
  again.addEventListener('click', () => location.reload())
  notice.append('The server cannot be reached. · Le serveur ne répond pas. ', again)
  document.body.append(notice)
  throw fault
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  )
}
