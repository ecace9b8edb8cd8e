import type { EvalSet } from '../../evals/evalSet.ts'
import { judgedBy } from '../../evals/marking/judgeChecks.ts'
import { readJudges } from '../../journal/readRun.ts'
import { sha256 } from '../../text/hash.ts'
import type { RunRequest } from '../request.ts'
import type { JudgeStanding } from './judgeReport.ts'

/** Undefined if no judge grades the eval set. What was found out about other rubrics or another model does not count. */
export function judgeStanding(
  { folder, models }: Pick<RunRequest, 'folder'> & { readonly models: Partial<RunRequest['models']> },
  evalSet: Pick<EvalSet, 'checks' | 'dialect' | 'path'>,
  isJudged: boolean,
): JudgeStanding | undefined {
  const { judge } = models
  if (!isJudged || judge === undefined) return undefined
  const by = sha256(judgedBy(evalSet))
  const found = readJudges(folder).findLast(check => check.judge === judge.id && check.by === by)
  return {
    judge: judge.id,
    check:
      found === undefined
        ? null
        : {
            marks: found.marks,
            kappa: found.kappa,
            interval: found.interval,
            ...(found.again && { again: found.again }),
          },
  }
}
