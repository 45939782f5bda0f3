// How a screen reads a list that comes in pages: the first page, then more when asked.
import type { HttpName, HttpReply } from '@etabli/protocol'
import type { CallInput } from '@etabli/sdk'
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../transport/api.ts'

interface Page<Row> {
  readonly rows: Row[]
  readonly next: string | null
}

/** The endpoints whose reply is a page of rows with the cursor of the next. */
type Paged = { [N in HttpName]: HttpReply<N> extends Page<unknown> ? N : never }[HttpName]
type RowOf<N extends Paged> = HttpReply<N> extends Page<infer Row> ? Row : never

type Loose = (name: HttpName, input: { params: unknown; query: object; signal: AbortSignal }) => Promise<unknown>

// The table pairs each name with its input; that pairing is checked where the hook is called.
const call = api.call as unknown as Loose

export interface Pages<Row> {
  readonly read: UseInfiniteQueryResult<InfiniteData<Page<Row>>, unknown>
  /** The rows of all pages read so far. */
  readonly rows: readonly Row[]
}

/**
 * Reads a list page by page; invalidating the endpoint's name reads again what is on screen.
 * @example const { read, rows } = usePages('work.list', { query: { returned: '1' } })
 */
export function usePages<N extends Paged>(name: N, input: Pick<CallInput<N>, 'params' | 'query'>): Pages<RowOf<N>> {
  const params: unknown = input.params
  const query = (input.query ?? {}) as object
  const read = useInfiniteQuery({
    queryKey: [name, params ?? null, query, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(name, {
        params,
        query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }) as Promise<Page<RowOf<N>>>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  return { read, rows: read.data?.pages.flatMap((page) => page.rows) ?? [] }
}
