import { beatMs, type RoleSpent } from '../../journal/account.ts'
import { type Answers, openAnswers } from '../../journal/answers/paidAnswers.ts'
import { connect, type Models } from '../../models/connect.ts'
import { lanes, systemClock } from '../../models/lanes/lanes.ts'
import { type Ledger, ledger } from '../../models/layers/ledger.ts'
import { priced, pricesOf } from '../../models/prices.ts'
import { noUsage, type RoleUsage, type Usage } from '../../models/usage.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { RunRequest } from '../request.ts'
import type { RunContext } from './runContext.ts'

/** The models of a run with its caps enforced, and the answers that are already paid for. */
export interface OpenedModels {
  readonly models: Models
  readonly ledger: Ledger
  readonly answers: Pick<Answers, 'sync'>
  /** Milliseconds worked on the run so far, over all processes. */
  elapsedMs(): number
  /** Releases everything that is open. */
  close(): void
}

/** Opens the paid answers, and connects the models with the caps enforced. */
export function openModels(
  { id, folder, models, settings }: Pick<RunRequest, 'id' | 'folder' | 'models' | 'settings'>,
  { keys, askEditor, record, now }: Pick<RunContext, 'keys' | 'askEditor' | 'record' | 'now'>,
): Outcome<OpenedModels> {
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
    lanes: lanes(settings.concurrency, systemClock, accounts.remainingMs),
    seed: demoSeed,
    ...(askEditor && { askEditor }),
  })
  if (!connected.ok) {
    answers.close()
    return connected
  }
  // The time worked is recorded regularly, so that it is known even if the run is killed while waiting for answers.
  const beat = setInterval(() => answers.worked(elapsedMs()), beatMs)
  beat.unref()
  const close = (): void => {
    clearInterval(beat)
    answers.worked(elapsedMs())
    answers.close()
  }
  return success({ models: connected.value, ledger: accounts, answers, elapsedMs, close })
}

/** The demo model always has the same seed, whatever the run's: there is only one of it, as of any other model. */
const demoSeed = 0

/** Cached answers are not counted across processes, because they cost nothing. */
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
