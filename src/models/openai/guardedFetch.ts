import { withoutKey } from './withoutKey.ts'

/** The failures of a request that was sent but brought no readable answer, besides those that `fetch` itself throws. */
export type Broken =
  /** The endpoint redirects to another address; only its origin and path are reported. */
  | { readonly is: 'redirected'; readonly to: string }
  | { readonly is: 'too-large'; readonly bytes: number }
  | { readonly is: 'late' }

export class BrokenReply extends Error {
  readonly broken: Broken

  constructor(broken: Broken) {
    super(broken.is)
    this.broken = broken
  }
}

export interface Guards {
  /** The only headers that are sent. */
  readonly headers: Readonly<Record<string, string>>
  /** The secret among them, which nothing that comes back contains. */
  readonly key: string | undefined
  /** Milliseconds that headers and body may take together. */
  readonly timeoutMs: number
  /** Maximum size of the body in bytes, after decompression. */
  readonly most: number
}

/** An error message is short, so only this much is read of a page sent in its place. */
const mostOfError = 64 * 1024

/**
 * A `fetch` that sends exactly one request: it follows no redirect, so the prompt and the key go nowhere else. The size
 * of the body is limited, counted after decompression, and it shares the time limit with the headers. A response is
 * returned only when it is complete.
 */
export const guardedFetch =
  ({ headers, key, timeoutMs, most }: Guards, send: typeof fetch): typeof fetch =>
  async (input, init) => {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), timeoutMs)
    const signal = init?.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal
    try {
      const response = await send(input, { ...init, headers, redirect: 'manual', signal })
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel()
        throw new BrokenReply({ is: 'redirected', to: withoutKey(target(response, input), key) })
      }
      const isError = !response.ok
      const body = await bodyOf(response, isError ? mostOfError : most, isError)
      const { status, statusText } = response
      return new Response(body && hidden(body, key), { status, statusText, headers: withoutCoding(response.headers) })
    } catch (error) {
      if (late.signal.aborted && !init?.signal?.aborted) throw new BrokenReply({ is: 'late' })
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

/** Null if the status allows no body. An error that is too long is cut off; a reply that is too long is rejected. */
async function bodyOf(response: Response, most: number, cuts: boolean): Promise<Buffer<ArrayBuffer> | null> {
  if (response.body === null || response.status === 204 || response.status === 205) return null
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    chunks.push(value)
    if (size <= most) continue
    await reader.cancel()
    if (!cuts) throw new BrokenReply({ is: 'too-large', bytes: most })
    break
  }
  return Buffer.concat(chunks, Math.min(size, most))
}

/** The key is of ASCII, and Latin-1 keeps every byte as it is. */
const hidden = (body: Buffer<ArrayBuffer>, key: string | undefined): Buffer<ArrayBuffer> =>
  Buffer.from(withoutKey(body.toString('latin1'), key), 'latin1')

/** The body is already decompressed. */
function withoutCoding(headers: Headers): Headers {
  const kept = new Headers(headers)
  kept.delete('content-encoding')
  kept.delete('content-length')
  return kept
}

function target(response: Response, input: Parameters<typeof fetch>[0]): string {
  const from = input instanceof Request ? input.url : String(input)
  const url = URL.parse(response.headers.get('location') ?? '', from)
  return url === null ? 'an address that it does not name' : `${url.origin}${url.pathname}`
}
