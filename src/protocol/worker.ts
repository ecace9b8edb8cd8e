// The host knows the run only through this file, so the plain data sent to it is named here.
export type { EvalSet, PairedBy } from '../evals/evalSet.ts'
export type { ChatReply, ChatRequest, ModelSpec, Price } from '../models/model.ts'
export type { Caps, Usage } from '../models/usage.ts'
export type { Override } from '../optimizer/metaPrompts/allBlocks.ts'
export type { MomentumName } from '../optimizer/momentum/momentum.ts'
export type { OverStepName } from '../optimizer/replies/overStep.ts'
export type { ScheduleName } from '../optimizer/schedule.ts'
export type { StrategyName, Variant } from '../optimizer/strategies.ts'
export type { EvidenceName } from '../optimizer/strategy.ts'
export type { WalkName } from '../optimizer/walk.ts'
export type { DraftReport, DraftRequest } from '../run/drafting/draftRun.ts'
export type { Progress, RunEvent } from '../run/events.ts'
export type { HealthReport, HealthRequest } from '../run/health/checkHealth.ts'
export type { JudgeReport } from '../run/judging/judgeReport.ts'
export type { JudgeRequest } from '../run/judging/judgeRun.ts'
export type { CompareReport, EvalReport, EvalReportCase, Report } from '../run/reporting/report.ts'
export type { RunRequest, RunSettings } from '../run/request.ts'
export type { RouteRequest } from '../run/routing/routeRun.ts'
export type { RouteReport } from '../skills/record/routeReport.ts'

import type { Case, EvalSet } from '../evals/evalSet.ts'
import type { SetAt } from '../evals/reading/loadEvalSet.ts'
import type { Attempt } from '../models/ask.ts'
import type { ChatReply, ChatRequest } from '../models/model.ts'
import type { Outcome } from '../problem/outcome.ts'
import type { DraftReport, DraftRequest } from '../run/drafting/draftRun.ts'
import type { RunEvent } from '../run/events.ts'
import type { HealthReport, HealthRequest } from '../run/health/checkHealth.ts'
import type { JudgeReport } from '../run/judging/judgeReport.ts'
import type { JudgeRequest } from '../run/judging/judgeRun.ts'
import type { RunRequest } from '../run/request.ts'
import type { RouteRequest } from '../run/routing/routeRun.ts'
import type { RouteReport } from '../skills/record/routeReport.ts'
import type { GradedAnswer } from './page.ts'

/** The result of asking a language model of the editor. */
export type EditorAttempt = Attempt<ChatReply>

/** What the host tells the worker. Keys are sent beside the request and nowhere else; they are named by base URL. */
export type ToWorker =
  | {
      readonly type: 'start'
      readonly request: RunRequest
      readonly resume: boolean
      readonly keys: Readonly<Record<string, string>>
    }
  | {
      readonly type: 'route'
      readonly request: RouteRequest
      readonly keys: Readonly<Record<string, string>>
    }
  | Recall
  | {
      readonly type: 'draft'
      readonly request: DraftRequest
      readonly keys: Readonly<Record<string, string>>
    }
  | {
      readonly type: 'judge'
      readonly request: JudgeRequest
      readonly keys: Readonly<Record<string, string>>
    }
  /** Looks at the cases of an eval set, and at answers that were paid for; nothing is asked. */
  | { readonly type: 'health'; readonly request: HealthRequest }
  /** Reads a large eval set. What that takes is asked for one after another, and each is answered by one of the next three. */
  | { readonly type: 'read'; readonly at: SetAt }
  | { readonly type: 'given'; readonly bytes: Outcome<Uint8Array> }
  | { readonly type: 'listed'; readonly names: readonly string[] }
  | { readonly type: 'next' }
  | { readonly type: 'cancel' }
  | { readonly type: 'chatted'; readonly id: number; readonly outcome: EditorAttempt }

/** Asks for the results of prompts on one case of a run, from the cache only: it costs nothing and changes no file. */
export interface Recall {
  readonly type: 'recall'
  readonly request: RunRequest
  readonly caseId: string
  readonly texts: readonly string[]
}

/** What the worker tells the host: the run's events, and questions to a language model that only the editor can ask. */
export type FromWorker =
  | RunEvent
  /** How many of the queries have been routed. */
  | { readonly type: 'routing'; readonly done: number; readonly of: number }
  | { readonly type: 'routed'; readonly report: RouteReport }
  /** One more request of a drafting was answered; the last message of a drafting is its result. */
  | { readonly type: 'replied'; readonly requests: number }
  | { readonly type: 'drafted'; readonly outcome: Outcome<DraftReport> }
  /** How many verdicts of a judge have come; the last message of its check is the result. */
  | { readonly type: 'judging'; readonly done: number; readonly of: number }
  | { readonly type: 'judged'; readonly outcome: Outcome<JudgeReport> }
  | { readonly type: 'checked'; readonly report: HealthReport }
  /** A reading needs a file or the names in a folder, which only the host sees as they are in the editor. */
  | { readonly type: 'wants-file'; readonly path: string; readonly most?: number }
  | { readonly type: 'wants-names'; readonly folder: string }
  /** Some cases of the set that is read; more follow when they were taken. */
  | { readonly type: 'cases'; readonly cases: readonly Case[] }
  /** The end of a reading: the set without its cases, which came before. */
  | { readonly type: 'read'; readonly outcome: Outcome<EvalSet> }
  | { readonly type: 'recalled'; readonly answers: readonly (GradedAnswer | null)[] }
  | { readonly type: 'chat'; readonly id: number; readonly model: string; readonly request: ChatRequest }
