import OpenAI from 'openai'
import type { Problem } from '../../problem/problem.ts'
import { faultOfAddress, keyHeader } from '../address.ts'
import { guardedFetch } from './guardedFetch.ts'

/** An OpenAI-compatible endpoint as the layers below need it. */
export interface Endpoint {
  readonly client: OpenAI
  /** The base URL as problems show it: without user, password and query. */
  readonly shown: string
  readonly provider: string
  readonly key: string | undefined
  readonly timeoutMs: number
}

export interface EndpointOptions {
  readonly fetch?: typeof fetch
  /** Milliseconds that one request may take, headers and body together. */
  readonly timeoutMs?: number
  /** Bytes of a reply at the most, unpacked. */
  readonly mostBytes?: number
}

/** Bytes of a reply: eight long answers and the thoughts before them come to less than a quarter of it. */
const defaultMostBytes = 4 * 2 ** 20

/** Three minutes: a small machine needs them for eight long answers. */
const defaultTimeoutMs = 180_000

/**
 * Opens an endpoint, or says why it can never be reached. The library's client would add headers and settings from
 * environment variables that belong to another endpoint (organization, project, custom headers, base URL, log level);
 * all of them are set here, and its headers are replaced by ours before anything leaves the process.
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
    // The whole of a request, its body included, is timed below.
    timeout: 2 * timeoutMs,
    logLevel: 'off',
    fetch: guardedFetch({ headers: headersFor(url, key), timeoutMs, most }, options.fetch ?? fetch),
  })
  return { client, shown, provider: spec.provider, key, timeoutMs }
}

const headersFor = (url: URL, key: string | undefined): Readonly<Record<string, string>> => ({
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'gpo',
  ...keyHeader(url.href, key),
})
