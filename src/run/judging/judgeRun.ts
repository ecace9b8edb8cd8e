import type { Dialect, EvalSet } from '../../evals/evalSet.ts'
import { grade } from '../../evals/grading/grade.ts'
import type { GraderServices } from '../../evals/grading/grader.ts'
import { padded, swapped } from '../../evals/grading/judges/disturbances.ts'
import { judgedBy } from '../../evals/marking/judgeChecks.ts'
import { type JudgeFigures, type JudgeVerdicts, judgeFigures } from '../../evals/marking/judgeFigures.ts'
import type { MarkedAnswer, MarkedSet } from '../../evals/marking/markedAnswers.ts'
import { questionOf } from '../../evals/preparing/caseName.ts'
import { type Examine, evaluate } from '../../evals/scoring/evaluate.ts'
import { mostJudgedAgain } from '../../evals/scoring/requestCounts.ts'
import { noteJudge } from '../../journal/writeRun.ts'
import type { ModelSpec } from '../../models/model.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { sha256 } from '../../text/hash.ts'
import { random, sample } from '../../text/random.ts'
import { bindGrading } from '../binding/bindGrading.ts'
import { openModels } from '../binding/openModels.ts'
import type { RunContext } from '../binding/runContext.ts'
import { inTurn } from '../inTurn.ts'
import type { RunRequest, RunSettings } from '../request.ts'
import type { Disagreement, JudgeReport } from './judgeReport.ts'
import { judgingAgain } from './wavering.ts'

/** A check of a judge as plain data. */
export interface JudgeRequest extends Pick<RunRequest, 'id' | 'folder'>, MarkedSet {
  readonly evalSet: Pick<EvalSet, 'path' | 'checks' | 'dialect'>
  readonly judge: ModelSpec
  /** Set if only some of the marks are put to the judge, which says too little of it to be recorded. */
  readonly partial?: true
  readonly settings: RunSettings
}

/** Ways in which an answer is put to the judge. */
const ways = ['plain', 'padded', 'swapped', 'again'] as const
type Way = (typeof ways)[number]

/**
 * Puts marked answers to the judge of an eval set: as they are, with words at the end that say nothing, with the parts
 * of the question in reverse order, and some of them once more. Uses the cache and the caps like any other run, and
 * records what it found of the judge where all marks are put to it.
 */
export const judgeRun = (request: JudgeRequest, context: JudgeContext): Promise<Outcome<JudgeReport>> =>
  inTurn({ ...request, about: ['judge', request.evalSet.path], models: [request.judge] }, context, () =>
    judged(request, context),
  )

type JudgeContext = Pick<RunContext, 'keys' | 'askEditor' | 'signal' | 'now' | 'onWaiting'> & {
  onVerdict?(done: number, of: number): void
}

async function judged(request: JudgeRequest, context: JudgeContext): Promise<Outcome<JudgeReport>> {
  const { evalSet, judge, answers, settings } = request
  const opened = openModels({ ...request, models: { task: judge, optimizer: judge, judge } }, context)
  if (!opened.ok) return opened
  const { models, ledger, close } = opened.value
  const grading = bindGrading(evalSet, models, false, context.signal)
  try {
    const byId = new Map(answers.map(answer => [answer.id, answer]))
    const again = new Set(sample(answers, mostJudgedAgain, random(settings.seed, 'again')).map(({ id }) => id))
    const trials = answers.flatMap(({ id, evalCase }) =>
      ways
        .filter(way => (way === 'swapped' ? isSwappable(evalSet.dialect) : way !== 'again' || again.has(id)))
        .map(way => ({ text: way, evalCase })),
    )
    const examine: Examine = async (way, { id }) => {
      const marked = byId.get(id)
      if (marked === undefined) throw new Error(`no mark ${id}`)
      return verdictOn(marked, wayOf(way), grading)
    }
    const [found, failed] = [new Map<string, Map<string, boolean>>(), new Map<string, JudgeReport['failed'][number]>()]
    const reasons = new Map<string, string>()
    let done = 0
    const asked = await evaluate(trials, examine, settings.concurrency, (result, { text: way }) => {
      context.onVerdict?.(++done, trials.length)
      const { id } = result
      if (result.problem) failed.set(id, { id, problem: result.problem })
      else {
        found.set(id, (found.get(id) ?? new Map<string, boolean>()).set(way, result.passed))
        if (way === 'plain' && result.reason !== undefined) reasons.set(id, result.reason)
      }
    })
    if (!asked.ok) return asked
    const verdicts = answers.flatMap(({ id, isGood }) => {
      const { plain, ...more }: Partial<Record<Way, boolean>> = Object.fromEntries(found.get(id) ?? [])
      return plain === undefined ? [] : [{ id, isGood, plain, ...more } satisfies JudgeVerdicts & { id: string }]
    })
    const [first] = failed.values()
    if (verdicts.length === 0 && first) return failure(first.problem)
    const figures = judgeFigures(verdicts, settings.seed)
    if (!request.partial) note(request, figures)
    const differing = new Set(verdicts.filter(({ isGood, plain }) => isGood !== plain).map(({ id }) => id))
    return success({
      evalSet: evalSet.path,
      judge: judge.id,
      figures,
      disagreements: answers
        .filter(({ id }) => differing.has(id))
        .map(one => toldOf(one, reasons.get(one.id), request.marksPath)),
      failed: [...failed.values()],
      notJudged: request.notJudged,
      usage: ledger.usage(),
    })
  } finally {
    grading.close()
    close()
  }
}

const note = ({ folder, judge, evalSet }: JudgeRequest, { marks, accuracy, kappa, again }: JudgeFigures): void =>
  noteJudge(folder, {
    at: new Date().toISOString(),
    judge: judge.id,
    by: sha256(judgedBy(evalSet)),
    marks,
    accuracy: accuracy.value,
    kappa: kappa?.value ?? null,
    interval: kappa?.interval ?? null,
    again,
  })

const wayOf = (text: string): Way => ways.find(way => way === text) ?? 'plain'

/** Judges of GitHub Models have a prompt of their own, whose parts are not ours to turn round. */
const isSwappable = (dialect: Dialect | undefined): boolean => dialect !== 'github'

/** What the judge says of an answer, put to it in one of the ways. */
async function verdictOn({ answer, evalCase, checks }: MarkedAnswer, way: Way, services: GraderServices) {
  const given = way === 'padded' ? padded(answer) : answer
  const graded = await grade(given, evalCase, checks, judgingIn(way, services))
  return graded.ok ? success({ answer: given, ...graded.value }) : graded
}

function judgingIn(way: Way, services: GraderServices): GraderServices {
  const { judge } = services
  if (way === 'again') return judgingAgain(services)
  if (judge === undefined || way !== 'swapped') return services
  return { ...services, judge: (messages, repeat) => judge(swapped(messages) ?? messages, repeat) }
}

const toldOf = (
  { id, evalCase, answer, isGood, comment, line }: MarkedAnswer,
  reason: string | undefined,
  path: string,
): Disagreement => ({
  id,
  input: questionOf(evalCase),
  answer,
  mark: isGood ? 'good' : 'bad',
  ...(comment !== undefined && { comment }),
  // Who says so is told around it.
  ...(reason !== undefined && { reason: reason.replace(/^judge: the judge says: /, '') }),
  place: { path, line },
})
