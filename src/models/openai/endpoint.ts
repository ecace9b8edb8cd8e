import OpenAI from 'openai'
import type { Problem } from '../../problem/problem.ts'
import { faultOfAddress, keyHeader } from '../address.ts'
import { guardedFetch } from './guardedFetch.ts'

/** An OpenAI-compatible endpoint, in the form that the layers need. */
export interface Endpoint {
  readonly client: OpenAI
  /** The base URL as shown in problems: without user, password and query. */
  readonly shown: string
  readonly provider: string
  readonly key: string | undefined
  readonly timeoutMs: number
}

export interface EndpointOptions {
  readonly fetch?: typeof fetch
  /** Milliseconds that one request may take, including its body. */
  readonly timeoutMs?: number
  /** Maximum size of a reply in bytes, after decompression. */
  readonly mostBytes?: number
}

/** Bytes of a reply: eight long answers with their reasoning need less than a quarter of this. */
const defaultMostBytes = 4 * 2 ** 20

/** Three minutes: a small machine needs them for eight long answers. */
export const defaultTimeoutMs = 180_000

/**
 * Opens an endpoint, or says why it can never be reached. By default the library's client would take headers and
 * settings from environment variables meant for another endpoint (organization, project, custom headers, base URL, log
 * level). All of them are set here, and its headers are replaced by ours before anything leaves the process.
 */
export function openEndpoint(
  spec: { readonly provider: string; readonly baseUrl: string },
  givenKey: string | undefined,
  options: EndpointOptions = {},
): Endpoint | Problem {
  const url = URL.parse(spec.baseUrl)
  const shown = url === null ? spec.provider : `${url.origin}${url.pathname}`
  const fault = faultOfAddress(spec.baseUrl)
  if (url === null || fault !== undefined)
    return { code: 'unreachable', endpoint: shown, detail: `its address cannot be used: ${fault}` }
  const key = givenKey?.trim() || undefined
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) return { code: 'wrong-key', endpoint: shown }
  const { timeoutMs = defaultTimeoutMs, mostBytes: most = defaultMostBytes } = options
  const client = new OpenAI({
    baseURL: spec.baseUrl,
    apiKey: 'unused',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // The whole request, including its body, is timed below.
    timeout: 2 * timeoutMs,
    logLevel: 'off',
    fetch: guardedFetch({ headers: headersFor(url, key), key, timeoutMs, most }, options.fetch ?? fetch),
  })
  return { client, shown, provider: spec.provider, key, timeoutMs }
}

const headersFor = (url: URL, key: string | undefined): Readonly<Record<string, string>> => ({
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'gpo',
  ...keyHeader(url.href, key),
})
