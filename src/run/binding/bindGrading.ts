import type { EvalSet } from '../../evals/evalSet.ts'
import { type Demands, demandsOf } from '../../evals/grading/demands.ts'
import type { GraderServices } from '../../evals/grading/grader.ts'
import type { Models } from '../../models/connect.ts'
import { success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { RunRequest } from '../request.ts'
import { codeRunner } from './codeRunner.ts'

/** The services for grading, and the resources they hold open. */
export interface Grading extends GraderServices {
  close(): void
}

/** Tokens for a judge that reasons before its verdict. */
const judgeTokens = 1024

/** Gives grading access to the models and to the runner of code. Whatever is not set or not allowed is left out. */
export function bindGrading(
  { dialect }: Pick<EvalSet, 'dialect'>,
  { judge, embedding }: Pick<Models, 'judge' | 'embedding'>,
  allowCode: boolean,
  signal: AbortSignal,
): Grading {
  const runner = allowCode ? codeRunner() : undefined
  return {
    ...(dialect && { dialect }),
    ...(judge && {
      async judge(messages, repeat) {
        const again = repeat > 0 && { repeat }
        const request = { messages, temperature: 0, maxTokens: judgeTokens, n: 1, ...again }
        const reply = await judge.chat(request, signal)
        return reply.ok ? success(reply.value.texts[0] ?? '') : reply
      },
    }),
    ...(embedding && {
      async embed(texts) {
        const reply = await embedding.embed(texts, signal)
        return reply.ok ? success(reply.value.vectors) : reply
      },
    }),
    ...(runner && { runCode: runner.run }),
    close: () => runner?.close(),
  }
}

/**
 * What the eval set needs but the request lacks, or what it contains but nobody can use. Found before anything is
 * spent.
 */
export function lacking(
  { evalSet, models, settings }: Pick<RunRequest, 'evalSet' | 'models' | 'settings'>,
  { judge, embedding, code, runner, badSchema }: Demands = demandsOf(evalSet),
): Problem | undefined {
  const place = { path: evalSet.path }
  if (judge && models.judge === undefined) return { code: 'no-judge', place }
  if (embedding && models.embedding === undefined) return { code: 'no-embedding', place }
  if (code && !settings.allowCode) return { code: 'code-not-allowed', place }
  if (runner && models.task.kind !== 'command') return { code: 'no-runner', place }
  return badSchema === undefined ? undefined : { code: 'bad-schema', detail: badSchema, place }
}
