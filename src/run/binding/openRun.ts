import { beatMs, type RoleSpent } from '../../journal/account.ts'
import { type Answers, openAnswers } from '../../journal/paidAnswers.ts'
import { connect, type Models } from '../../models/connect.ts'
import { type Ledger, ledger } from '../../models/layers/ledger.ts'
import { limiter } from '../../models/layers/limiter.ts'
import { priced, pricesOf } from '../../models/prices.ts'
import { noUsage, type RoleUsage, type Usage } from '../../models/usage.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { PromptFile, Target } from '../../prompts/promptFile.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import type { RunRequest } from '../request.ts'
import { bindGrading, type Grading, lacking } from './bindGrading.ts'
import type { RunContext } from './runContext.ts'

/** What every kind of run works with. */
export interface OpenedRun {
  readonly prompt: PromptFile
  readonly target: Target
  readonly models: Models
  readonly ledger: Ledger
  readonly answers: Answers
  readonly grading: Grading
  /** Milliseconds worked on the run so far, by all processes together. */
  elapsedMs(): number
  /** Ends what is held open. */
  close(): void
}

/** Reads the prompt again from the request, opens the paid answers, and connects the models beneath the caps. */
export function openRun(request: RunRequest, context: RunContext): Outcome<OpenedRun> {
  const { keys, askEditor, record, now, signal, streamed } = context
  const { id, folder, models, settings } = request
  const prompt = readPromptFile(request.prompt.path, request.prompt.source)
  if (!prompt.ok) return prompt
  const target = prompt.value.targets.find(({ id }) => id === request.prompt.target)
  if (!target) {
    const known = prompt.value.targets.map(({ id }) => id)
    return failure({
      code: 'unknown-target',
      target: request.prompt.target,
      known,
      place: { path: request.prompt.path },
    })
  }
  const missing = lacking(request, streamed?.evalSet.demands)
  if (missing) return failure(missing)
  const unpriced = priced(models, settings.caps)
  if (unpriced) return failure(unpriced)
  const answers = openAnswers(folder, id)
  const begun = now() - Math.max(answers.spent.workedMs, record?.elapsedMs ?? 0)
  const elapsedMs = () => now() - begun
  const accounts = ledger({
    caps: settings.caps,
    prices: pricesOf(models),
    usage: usageOf(answers.spent.roles),
    startedAt: begun,
    now,
  })
  const connected = connect({
    specs: models,
    keys,
    ledger: accounts,
    store: answers,
    limiter: limiter(settings.concurrency),
    seed: demoSeed,
    ...(askEditor && { askEditor }),
  })
  if (!connected.ok) {
    answers.close()
    return connected
  }
  const grading = bindGrading(request.evalSet, connected.value, settings.allowCode, signal)
  // A run that is killed has noted how long it worked, whether anything was answered meanwhile or not.
  const beat = setInterval(() => answers.worked(elapsedMs()), beatMs)
  beat.unref()
  const close = (): void => {
    clearInterval(beat)
    grading.close()
    answers.worked(elapsedMs())
    answers.close()
  }
  return success({
    prompt: prompt.value,
    target,
    models: connected.value,
    ledger: accounts,
    answers,
    grading,
    elapsedMs,
    close,
  })
}

/** There is one demo model, whatever the seed of the run, as there is one of any other model. */
const demoSeed = 0

/** Cached answers are not counted over processes: they cost nothing. */
const usageOf = (spent: Answers['spent']['roles']): Usage => ({
  task: roleUsage(spent.task),
  optimizer: roleUsage(spent.optimizer),
  judge: roleUsage(spent.judge),
  embedding: roleUsage(spent.embedding),
  usd: noUsage.usd,
})

const roleUsage = ({ calls, inputTokens, outputTokens, broken }: RoleSpent): RoleUsage => ({
  calls,
  cached: 0,
  inputTokens,
  outputTokens,
  ...(broken.inputTokens + broken.outputTokens > 0 && { broken }),
})
