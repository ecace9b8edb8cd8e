import { type RunnerSpec, readRunner, runnerNames } from '../../models/command/readRunner.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Options } from './options.ts'

/** The command that was typed to answer in place of a task model; undefined if none was. */
export function typedRunner(options: Options): Outcome<RunnerSpec | undefined> {
  const typed = options.text('runner')
  const seconds = options.text('runner-seconds')
  if (typed === undefined)
    return seconds === undefined
      ? success(undefined)
      : failure({ code: 'bad-combination', detail: '--runner-seconds is about a runner, and --runner names none' })
  const limit = seconds === undefined ? undefined : Number(seconds)
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1 || limit > 86_400)) {
    const expected = 'a whole number of seconds, 1 to 86400'
    return failure({ code: 'bad-option', option: '--runner-seconds', value: seconds ?? '', expected })
  }
  const runner = readRunner(typed, limit)
  return runner
    ? success(runner)
    : failure({ code: 'bad-option', option: '--runner', value: typed, expected: runnerNames })
}
