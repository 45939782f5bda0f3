// Routes and shell: which screen stands at which address, and who must be signed in to see it.
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter'
import { useMe } from './hooks/use-me.ts'
import { useStore } from './hooks/use-store.ts'
import { useWords } from './hooks/use-words.ts'
import { ErrorBoundary } from './problems/error-boundary.tsx'
import { ProblemState } from './problems/problem-view.tsx'
import { NotFound } from './screens/not-found.tsx'
import { Notices } from './shell/notices.tsx'
import { Shell } from './shell/shell.tsx'
import { sessionStore } from './stores/session.ts'
import { basePath } from './transport/api.ts'
import { Skeleton } from './ui/state.tsx'
import { startWork } from './words/words.ts'

type Loaded = Promise<Record<string, ComponentType>>

/** A screen that is fetched when its address is opened: `screen(() => import('./screens/x.tsx'), 'X')`. */
function screen(load: () => Loaded, name: string) {
  return lazy(async () => {
    const component = (await load())[name]
    if (!component) throw new Error(`the module has no ${name}`)
    return { default: component }
  })
}

const load = (promise: Promise<object>) => promise as Loaded

/** A screen that says more than everyone meets: its words come with it. */
const working = (promise: Promise<object>) =>
  Promise.all([promise, startWork()]).then(([module]) => module as Awaited<Loaded>)

const SessionDialog = screen(() => load(import('./shell/session-dialog.tsx')), 'SessionDialog')
const SignIn = screen(() => load(import('./screens/sign-in.tsx')), 'SignIn')
const SetUp = screen(() => load(import('./screens/set-up.tsx')), 'SetUp')
const Join = screen(() => load(import('./screens/join.tsx')), 'Join')
const Home = screen(() => load(import('./screens/home.tsx')), 'Home')
const Kit = import.meta.env.DEV ? screen(() => working(import('./screens/kit.tsx')), 'Kit') : null
const Label = screen(() => working(import('./screens/label.tsx')), 'Label')
const Account = screen(() => load(import('./screens/account/account.tsx')), 'Account')
const Projects = screen(() => working(import('./screens/projects.tsx')), 'Projects')
const Project = screen(() => working(import('./screens/project.tsx')), 'Project')
const Review = screen(() => working(import('./screens/review.tsx')), 'Review')
const Work = screen(() => working(import('./screens/work.tsx')), 'Work')

export function App() {
  return (
    <Router base={basePath()}>
      <Aria>
        <ErrorBoundary>
          <Suspense fallback={<Waiting />}>
            <Screens />
          </Suspense>
        </ErrorBoundary>
        <SignInAgain />
        <Notices />
      </Aria>
    </Router>
  )
}

/** The dialog to sign in again in place; most visits never need it. */
function SignInAgain() {
  const expired = useStore(sessionStore, (state) => state.expired)
  return expired ? (
    <Suspense fallback={null}>
      <SessionDialog />
    </Suspense>
  ) : null
}

/** Tells the component kit the language and how to go to an address. */
function Aria({ children }: { readonly children: ReactNode }) {
  const { language } = useWords()
  const [, navigate] = useLocation()
  return (
    <I18nProvider locale={language === 'fr' ? 'fr-FR' : 'en-GB'}>
      <RouterProvider navigate={(href) => navigate(href)} useHref={(href) => basePath() + href}>
        {children}
      </RouterProvider>
    </I18nProvider>
  )
}

function Screens() {
  return (
    <Switch>
      <Route path="/sign-in">
        <SignIn />
      </Route>
      <Route path="/setup/:secret">
        <SetUp />
      </Route>
      <Route path="/join/:secret">
        <Join />
      </Route>
      {Kit ? (
        <Route path="/kit">
          <Kit />
        </Route>
      ) : null}
      {/* The workbench takes the whole window: it brings its own bar. */}
      <Route path="/label/:project">
        <SignedIn>
          <Label />
        </SignedIn>
      </Route>
      <Route path="/review/:project/*?">
        <SignedIn>
          <Review />
        </SignedIn>
      </Route>
      <Route>
        <SignedIn>
          <Shell>
            <ErrorBoundary>
              <Suspense fallback={<Waiting />}>
                <ShellScreens />
              </Suspense>
            </ErrorBoundary>
          </Shell>
        </SignedIn>
      </Route>
    </Switch>
  )
}

function ShellScreens() {
  return (
    <Switch>
      <Route path="/">
        <Home />
      </Route>
      <Route path="/projects">
        <Projects />
      </Route>
      <Route path="/projects/:project/*?">
        <Project />
      </Route>
      <Route path="/work">
        <Work />
      </Route>
      <Route path="/account">
        <Account />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}

function Waiting() {
  return (
    <div className="page" data-narrow="">
      <Skeleton lines={3} />
    </div>
  )
}

/** Shows its children to whoever is signed in; sends the others to sign in and back. */
function SignedIn({ children }: { readonly children: ReactNode }) {
  const { me, error, retry } = useMe()
  const [location] = useLocation()
  if (me) return <>{children}</>
  if (me === null)
    return <Redirect to={location === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(location)}`} replace />
  if (error) return <ProblemState error={error} onRetry={retry} />
  return <Waiting />
}
