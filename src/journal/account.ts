import { closeSync } from 'node:fs'
import { openOwn } from '../disk/plainFile.ts'
import type { Tokens } from '../models/model.ts'
import { type Role, roles } from '../models/roles.ts'
import type { AnswerLine } from './entries.ts'
import { linesOf } from './lines.ts'
import { parsedLine } from './notes.ts'

/** What a run had already spent when it was opened, over all processes that worked on it. */
export interface Spent {
  readonly roles: Readonly<Record<Role, RoleSpent>>
  /** Working time in milliseconds. */
  readonly workedMs: number
}

/** The known tokens of a role's requests and, separately, the most that its other requests can have cost. */
export type RoleSpent = Tokens & { readonly calls: number; readonly broken: Tokens }

/**
 * How often a running process notes that it works, in milliseconds. A killed process may have worked up to this much
 * longer than noted.
 */
export const beatMs = 1000

/** Reads the account in a run's answers file. */
export function spentIn(path: string): Spent {
  const opened = openOwn(path, false)
  if (!opened.ok) return { roles: byRole([]), workedMs: 0 }
  const requests: Request[] = []
  let worked = 0
  let isEnded = true
  try {
    for (const { line } of linesOf(opened.value.file)) {
      // Most lines are answers, which do not matter here.
      if (line.subarray(0, keyStart.length).equals(keyStart)) continue
      const entry = readAccountLine(line.toString('utf8'))
      if (entry === undefined) continue
      if ('sent' in entry) requests.push({ role: entry.sent, tokens: tokensOf(entry), isSettled: false })
      else if ('settled' in entry) {
        const request = requests[entry.settled]
        if (request !== undefined) settle(request, tokensOf(entry))
      } else if ('workedMs' in entry) {
        worked = Math.max(worked, entry.workedMs)
        isEnded = entry.ended === true
      }
    }
  } finally {
    closeSync(opened.value.file)
  }
  return { roles: byRole(requests), workedMs: isEnded ? worked : worked + beatMs }
}

/** The key comes first in its line, so that it can be found without parsing the line as JSON. */
export const keyStart = Buffer.from('{"key":"')

interface Request {
  readonly role: Role
  tokens: Tokens
  isSettled: boolean
}

function byRole(requests: readonly Request[]): Spent['roles'] {
  const sum = (role: Role): RoleSpent => {
    const own = requests.filter(request => request.role === role)
    const [settled, broken] = [true, false].map(isSettled => own.filter(request => request.isSettled === isSettled))
    return { calls: own.length, ...total(settled ?? []), broken: total(broken ?? []) }
  }
  return { task: sum('task'), optimizer: sum('optimizer'), judge: sum('judge'), embedding: sum('embedding') }
}

const total = (requests: readonly Request[]): Tokens => ({
  inputTokens: requests.reduce((sum, { tokens }) => sum + tokens.inputTokens, 0),
  outputTokens: requests.reduce((sum, { tokens }) => sum + tokens.outputTokens, 0),
})

function settle(request: Request, tokens: Tokens): void {
  request.tokens = tokens
  request.isSettled = true
}

const tokensOf = ({ inputTokens, outputTokens }: Tokens): Tokens => ({ inputTokens, outputTokens })

type AccountLine = Exclude<AnswerLine, { readonly key: string }>

function readAccountLine(text: string): AccountLine | undefined {
  const raw = parsedLine(text)
  return isAccountLine(raw) ? raw : undefined
}

const known: ReadonlySet<unknown> = new Set(roles)

function isAccountLine(raw: unknown): raw is AccountLine {
  if (typeof raw !== 'object' || raw === null) return false
  if ('workedMs' in raw) return isCount(raw.workedMs)
  const hasTokens =
    'inputTokens' in raw && isCount(raw.inputTokens) && 'outputTokens' in raw && isCount(raw.outputTokens)
  if ('settled' in raw) return hasTokens && Number.isInteger(raw.settled)
  return hasTokens && 'sent' in raw && known.has(raw.sent)
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
