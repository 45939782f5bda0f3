// How a screen reads and changes what is on the server: the contract's names, cached by TanStack Query.
import type { HttpName, HttpReply } from '@etabli/protocol'
import { type CallInput, RefusedError } from '@etabli/sdk'
import {
  keepPreviousData,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { api } from '../transport/api.ts'

type Loose = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown }
type Call = (name: HttpName, input?: Loose & { signal?: AbortSignal }) => Promise<unknown>

// The table pairs each name with its input; that pairing is checked where the hooks are called.
const call = api.call as unknown as Call

export interface FetchOptions {
  /** False while it is too early to ask. */
  readonly enabled?: boolean
  /** Asks again every so many milliseconds, for work under way. */
  readonly every?: number | false
  /** Shows the last page while the next loads. */
  readonly keep?: boolean
}

/** The key under which a call's reply is cached. */
export function keyOf<N extends HttpName>(name: N, input?: Pick<CallInput<N>, 'params' | 'query'>): readonly unknown[] {
  return [name, input?.params ?? null, input?.query ?? null]
}

/**
 * Reads from the server.
 * @example const card = useFetched('projects.get', { params: { project } })
 */
export function useFetched<N extends HttpName>(
  name: N,
  input?: Pick<CallInput<N>, 'params' | 'query'>,
  options: FetchOptions = {},
): UseQueryResult<HttpReply<N>, unknown> {
  return useQuery({
    queryKey: keyOf(name, input),
    queryFn: ({ signal }) => call(name, { ...input, signal }) as Promise<HttpReply<N>>,
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  })
}

/**
 * Changes something on the server, then reads again what it touched (`touches`: names of the contract).
 * @example const open = useSending('projects.state', { touches: ['projects.get', 'projects.list'] })
 * open.mutate({ params: { project }, body: { state: 'open' } })
 */
export function useSending<N extends HttpName>(
  name: N,
  options: { readonly touches?: readonly HttpName[]; readonly onDone?: (reply: HttpReply<N>) => void } = {},
): UseMutationResult<HttpReply<N>, unknown, CallInput<N>> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: CallInput<N>) => call(name, input as Loose) as Promise<HttpReply<N>>,
    onSuccess: async (reply) => {
      options.onDone?.(reply)
      await refresh(client, options.touches ?? [])
    },
  })
}

/** Marks replies as old, so that what is on screen is read again. */
export async function refresh(client: QueryClient, names: readonly HttpName[]): Promise<void> {
  await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name] })))
}

/** The retry rule of every read: only what may succeed later, three times. */
export function retryRule(failures: number, error: unknown): boolean {
  // Without a line there is no point in waiting: the page shows what it has.
  return error instanceof RefusedError && error.status !== 0 && error.retryable && failures < 3
}
