import OpenAI from 'openai'
import type { Problem } from '../../problem/problem.ts'
import { keyHeader } from '../endpointKeys.ts'

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
}

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
  const url = httpUrl(spec.baseUrl)
  if (url === undefined)
    return { code: 'unreachable', endpoint: spec.provider, detail: 'the base URL is not an http or https URL' }
  const shown = `${url.origin}${url.pathname}`
  if (url.username !== '' || url.password !== '')
    return { code: 'unreachable', endpoint: shown, detail: 'the base URL holds a user name or a password' }
  const key = givenKey?.trim() || undefined
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) return { code: 'wrong-key', endpoint: shown }
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const client = new OpenAI({
    baseURL: spec.baseUrl,
    apiKey: 'unused',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: withOwnHeaders(headersFor(url, key), options.fetch ?? fetch),
  })
  return { client, shown, provider: spec.provider, key, timeoutMs }
}

/** The address of an endpoint, undefined where it cannot be one. */
export function httpUrl(text: string): URL | undefined {
  const url = URL.parse(text)
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url : undefined
}

const headersFor = (url: URL, key: string | undefined): Readonly<Record<string, string>> => ({
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'gpo',
  ...keyHeader(url.href, key),
})

const withOwnHeaders =
  (headers: Readonly<Record<string, string>>, send: typeof fetch): typeof fetch =>
  (input, init) =>
    send(input, { ...init, headers })
