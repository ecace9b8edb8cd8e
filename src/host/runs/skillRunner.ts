import { window, workspace } from 'vscode'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { type RunnerSpec, readRunner, runnerNames } from '../../models/command/readRunner.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { RunSettings } from '../../protocol/worker.ts'

/** Commands that the user has seen and allowed, for as long as the window is open. */
const allowed = new Set<string>()

/** The agent that answers the cases of a skill's body, from the user's own settings; undefined if there is none. */
export function runnerFor(path: string, target: string | undefined): Outcome<RunnerSpec | undefined> {
  const named = `${workspace.getConfiguration('gpo').get('runner') ?? ''}`.trim()
  if (named === '' || !isSkill(path) || (target !== undefined && target !== 'body')) return success(undefined)
  const runner = readRunner(named)
  return runner
    ? success(runner)
    : failure({ code: 'bad-option', option: 'gpo.runner', value: named, expected: runnerNames })
}

/** What cannot be promised about a command, and whether the user, who is shown it before it first runs, allows it. */
export async function agreesToRunner({ command }: RunnerSpec, { caps }: RunSettings): Promise<Outcome<void>> {
  if (caps.tokens !== undefined || caps.usd !== undefined) {
    const detail =
      'what a runner spends is known only afterwards, so gpo.maxTokens and gpo.maxUsd cannot hold; gpo.maxCalls and gpo.maxMinutes do'
    return failure({ code: 'bad-combination', detail })
  }
  const detail = `${command.join(' ')}\n\nIt runs with your rights, in a fresh folder for each case, and is named by your setting gpo.runner.`
  const key = JSON.stringify(command)
  if (allowed.has(key)) return success(undefined)
  const question = 'Run this command to answer the cases of skills?'
  if ((await window.showInformationMessage(question, { modal: true, detail }, 'Run')) !== 'Run')
    return failure({ code: 'cancelled' })
  allowed.add(key)
  return success(undefined)
}
