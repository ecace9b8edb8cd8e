import { APIConnectionTimeoutError, APIError } from 'openai'
import type { Problem } from '../../problem/problem.ts'
import type { Attempt } from '../ask.ts'
import type { Tokens } from '../model.ts'
import type { Endpoint } from './endpoint.ts'
import { type Broken, BrokenReply } from './guardedFetch.ts'
import { field, type Read } from './openaiReply.ts'

type Failed = Extract<Attempt<never>, { ok: false }>

/** No retry, even if the problem's code alone would allow one. */
const never = Number.POSITIVE_INFINITY

/** Turns what the client threw into a problem. The endpoint's message is shortened, and the key is removed from it. */
export function failedRequest(error: unknown, endpoint: Endpoint, model: string, signal: AbortSignal): Failed {
  if (signal.aborted) return { ok: false, problem: { code: 'cancelled' } }
  const broken = causeOf(error, cause => (cause instanceof BrokenReply ? cause.broken : undefined))
  if (broken !== undefined) return failedReply(broken, endpoint)
  if (error instanceof APIConnectionTimeoutError) return failed(timedOut(endpoint))
  if (error instanceof SyntaxError)
    return failed({ code: 'bad-reply', endpoint: endpoint.shown, detail: 'the reply is not JSON' })
  if (error instanceof APIError && error.status !== undefined) {
    const said = { status: error.status, code: error.code, param: error.param, message: messageOf(error) }
    const wait = retryAfterMs(error.headers, Date.now())
    return withWait({ ...failedStatus(said, endpoint, model), spent: nothing }, wait)
  }
  const code = causeOf(error, cause => (typeof field(cause, 'code') === 'string' ? field(cause, 'code') : undefined))
  const fault = faultOf(String(code))
  const detail = tidy(rootCause(error).replace(/;.*--use-system-ca.*/, ''), endpoint)
  const failure = failed({
    code: 'unreachable',
    endpoint: endpoint.shown,
    detail: fault === 'https' ? 'it answers in plain text' : detail,
    ...(fault && { fault }),
  })
  return neverSent.has(String(code)) ? { ...failure, spent: nothing } : failure
}

/** The system's error codes if no connection was made. */
const neverSent: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

const certificateTroubles = /SELF_SIGNED|CERT_|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/

const faultOf = (code: string): 'certificate' | 'https' | undefined =>
  certificateTroubles.test(code) ? 'certificate' : code === 'ERR_SSL_WRONG_VERSION_NUMBER' ? 'https' : undefined

const nothing: Tokens = { inputTokens: 0, outputTokens: 0 }

function failedReply(broken: Broken, endpoint: Endpoint): Failed {
  switch (broken.is) {
    case 'redirected':
      return refused({ code: 'redirected', endpoint: endpoint.shown, to: broken.to })
    case 'late':
      return failed(timedOut(endpoint))
    case 'too-large': {
      const detail = `the reply is larger than ${broken.bytes / 2 ** 20} MB`
      return { ...failed({ code: 'bad-reply', endpoint: endpoint.shown, detail }), retryAfterMs: never }
    }
  }
}

/** The failure of a body that is not a reply. */
export function failedReading(read: Exclude<Read<never>, { is: 'reply' }>, endpoint: Endpoint, model: string): Failed {
  switch (read.is) {
    case 'filtered':
      return failed({ code: 'refused-by-filter', endpoint: endpoint.shown, detail: 'the answer was withheld' })
    case 'cut':
      return failed({ code: 'answer-cut', endpoint: endpoint.shown, tokens: read.tokens })
    case 'called':
      return failed({ code: 'only-tool-call', endpoint: endpoint.shown, tool: read.tool })
    case 'error':
      if (read.status !== undefined && read.status >= 400 && read.status < 600)
        return failedStatus({ status: read.status, message: read.message }, endpoint, model)
      return failed({ code: 'bad-reply', endpoint: endpoint.shown, detail: tidy(read.message, endpoint) })
    case 'garbage':
      return failed({ code: 'bad-reply', endpoint: endpoint.shown, detail: read.detail })
  }
}

interface Said {
  readonly status: number
  readonly code?: string | null | undefined
  readonly param?: string | null | undefined
  readonly message: string
}

function failedStatus({ status, code, param, message }: Said, endpoint: Endpoint, model: string): Failed {
  const about = { endpoint: endpoint.shown, detail: tidy(message, endpoint) || `status ${status}` }
  if (code === 'content_filter' || code === 'content_policy_violation')
    return failed({ code: 'refused-by-filter', ...about })
  if (code === 'insufficient_quota' || status === 402) return failed({ code: 'quota-used', ...about })
  if (code === 'context_length_exceeded') return failed({ code: 'too-long', ...about })
  const noSuchModel: Problem = { code: 'model-not-found', endpoint: endpoint.shown, model }
  switch (true) {
    case status === 401:
      return failed(
        endpoint.key === undefined
          ? { code: 'no-key', endpoint: endpoint.shown }
          : { code: 'wrong-key', endpoint: endpoint.shown },
      )
    case status === 403:
      return failed({ code: 'forbidden', ...about })
    case status === 404 && model !== '' && /model|deployment/i.test(`${code} ${message}`):
      return failed(noSuchModel)
    case status === 404 || status === 405:
      return {
        ...failed({
          code: 'unreachable',
          ...about,
          detail: about.detail.includes(`${status}`) ? about.detail : `status ${status}: ${about.detail}`,
          fault: 'path',
        }),
        retryAfterMs: never,
      }
    case status === 408:
      return failed(timedOut(endpoint))
    case status === 429:
      return failed({ code: 'rate-limited', ...about })
    case status === 409 || status >= 500:
      return failed({ code: 'server-error', ...about, status })
    default:
      return failed(code === 'model_not_found' || param === 'model' ? noSuchModel : { code: 'bad-request', ...about })
  }
}

/** The wait in milliseconds that the headers ask for: `retry-after` in seconds or as a date, or `retry-after-ms`. */
export function retryAfterMs(headers: Headers | undefined, now: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return ms
  const given = headers?.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given) * 1000
  const date = Date.parse(given)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

const failed = (problem: Problem): Failed => ({ ok: false, problem })

/** Rejected before anything was generated, which costs nothing. */
const refused = (problem: Problem): Failed => ({ ok: false, problem, spent: nothing })

/** Only if waiting helps: a wrong key is not retried just because a proxy adds the header to every response. */
const withWait = (failure: Failed, wait: number | undefined): Failed =>
  wait !== undefined && ['rate-limited', 'server-error'].includes(failure.problem.code)
    ? {
        ...failure,
        retryAfterMs: Math.max(wait, 1),
        ...(failure.problem.code === 'rate-limited' && {
          problem: { ...failure.problem, seconds: Math.ceil(wait / 1000) },
        }),
      }
    : failure

const timedOut = ({ shown, timeoutMs }: Endpoint): Problem => ({
  code: 'timed-out',
  endpoint: shown,
  seconds: Math.ceil(timeoutMs / 1000),
})

/** The endpoint's own message: the client puts the status before it, and some endpoints nest it or send a page. */
function messageOf(error: APIError): string {
  const said = typeof error.error === 'string' ? error.error : undefined
  const message = field(error.error, 'message') ?? field(error.error, 'detail') ?? said ?? error.message
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  return /<html|<!doctype/i.test(text) ? `status ${error.status}` : text
}

/** The first value that `find` returns for an error or one of its causes. */
function causeOf<T>(error: unknown, find: (cause: unknown) => T | undefined): T | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const found = find(cause)
    if (found !== undefined) return found
  }
  return undefined
}

function rootCause(error: unknown): string {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
  if (!(cause instanceof Error)) return String(cause)
  const code = field(cause, 'code')
  return cause.message || (typeof code === 'string' ? code : cause.name)
}

/** Maximum number of characters of an endpoint's message in a problem. */
const longestDetail = 300

function tidy(message: string, { key }: Endpoint): string {
  const hidden = key === undefined || key.length < 4 ? message : message.replaceAll(key, '***')
  const line = hidden.replace(/\s+/g, ' ').trim()
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line
}
