// The page knows a routing only through this file, so the plain data sent to it is named here.
export type { NameCount } from '../skills/figures/answered.ts'
export type { Share } from '../skills/figures/interval.ts'

import type { NameCount } from '../skills/figures/answered.ts'
import type { Share } from '../skills/figures/interval.ts'
import type { QueryStanding } from '../skills/figures/queryStanding.ts'

/** Which skill is loaded for which query, as the page draws it. */
export interface RoutingView {
  /** Absolute path of the catalogue's folder, by which a page is filled again after a reload of the window. */
  readonly root: string
  /** The folder as the user knows it. */
  readonly name: string
  /** When the queries were last routed, as an ISO 8601 date; absent if they never were. */
  readonly at?: string
  /** When they were routed with the descriptions that are compared. */
  readonly beforeAt?: string
  readonly model: string
  readonly simulated: boolean
  readonly profile: string
  /** Number of answers wanted for each query. */
  readonly runs: number
  readonly state: 'running' | 'done' | 'failed'
  readonly progress?: { readonly done: number; readonly of: number }
  /** One sentence, if the last routing failed. */
  readonly failure?: string
  /** How often the right skill was loaded, or rightly none. */
  readonly right: Share | null
  readonly rightBefore?: Share | null
  /** How many queries are right more often than before, and how many less often. */
  readonly turned?: { readonly better: number; readonly worse: number }
  /** Answers that are not a name in the catalogue, and failed requests. */
  readonly unreadable: number
  readonly failed: number
  /** Skills whose descriptions are not what was routed any more. */
  readonly changed: readonly string[]
  readonly skills: readonly SkillView[]
  readonly waiting: WaitingView
  /** Owner by owner, the one with the most queries gone astray first, and the worst query first. */
  readonly queries: readonly QueryView[]
}

/** The new descriptions of the catalogue's skills that wait for review, all of them together. */
export interface WaitingView {
  readonly changes: readonly WaitingChange[]
  /** What they do all together, one sentence each; empty until that is measured. */
  readonly together: readonly string[]
}

export interface WaitingChange {
  /** The run that found it. */
  readonly run: string
  readonly skill: string
  readonly before: string
  readonly after: string
  /** What it adds to the others, in words; absent until that is measured, and where there are no others. */
  readonly adds?: string
}

/** One skill with its figures. */
export interface SkillView {
  readonly name: string
  readonly description: string
  /** Its description before, if that was another one. */
  readonly earlier?: string
  /** Number of characters of the description that the model is shown; all if absent. */
  readonly shown?: number
  /** The queries that should load it and usually do, out of how many with a known answer. */
  readonly fires: number
  readonly of: number
  readonly stolenBy: readonly NameCount[]
  readonly takesFrom: readonly NameCount[]
}

/** One query with its answers. */
export interface QueryView {
  /** The skill that it belongs to, `none`, or `not NAME` if only a wrong one is known. */
  readonly owner: string
  readonly query: string
  readonly file: string
  readonly line: number
  readonly expected: readonly string[]
  readonly not: readonly string[]
  /** The name chosen in each run; null if an answer could not be read or did not come. */
  readonly answers: readonly (string | null)[]
  readonly standing: QueryStanding['is']
  /** What becomes of it, in words. */
  readonly said: string
  /** The same with the descriptions before, and what has changed since, in words; empty if nothing has. */
  readonly before?: {
    readonly answers: readonly (string | null)[]
    readonly standing: QueryStanding['is']
    readonly said: string
    readonly change: string
  }
  /** A sentence for each missing answer and each reply that could not be read. */
  readonly trouble: readonly string[]
}

export interface ToRoutingPage {
  readonly type: 'routing'
  readonly view: RoutingView
}

/** Only numbers and the names of runs come from the page; numbers count in the view of that date. */
export type FromRoutingPage =
  | { readonly type: 'ready' }
  | { readonly type: 'route' }
  | { readonly type: 'cancel' }
  | { readonly type: 'weigh' }
  | { readonly type: 'acceptWaiting'; readonly runs: readonly string[] }
  | { readonly type: 'reviewWaiting'; readonly run: string }
  | { readonly type: 'openQuery'; readonly at: string; readonly index: number }
  | { readonly type: 'openSkill'; readonly at: string; readonly index: number }
  | { readonly type: 'optimizeSkill'; readonly at: string; readonly index: number }
  | { readonly type: 'draftQueries'; readonly at: string; readonly index: number }
