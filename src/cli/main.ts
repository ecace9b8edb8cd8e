import { once } from 'node:events'
import manifest from '../../package.json' with { type: 'json' }
import { systemProblem } from '../problem/systemProblem.ts'
import { harmlessJson } from '../text/visible.ts'
import { help } from './asked/helpText.ts'
import { type Options, readArguments } from './asked/options.ts'
import type { CliCommand } from './asked/ownOptions.ts'
import { casesOfPrompt } from './commands/casesCommand.ts'
import { check } from './commands/check.ts'
import { checkJudge } from './commands/checkJudge.ts'
import { demoServer } from './commands/demoServer.ts'
import { evalPrompt } from './commands/evalPrompt.ts'
import { list } from './commands/list.ts'
import { nullCheck } from './commands/nullCheck.ts'
import { optimizePrompt } from './commands/optimizing/optimizePrompt.ts'
import { resume } from './commands/resume.ts'
import { route } from './commands/route.ts'
import type { ExitStatus } from './output/exitStatus.ts'
import { fail, type Terminal } from './output/terminal.ts'

type Command = (options: Options, terminal: Terminal) => Promise<ExitStatus>

const commands: Readonly<Record<CliCommand, Command>> = {
  list,
  eval: evalPrompt,
  optimize: optimizePrompt,
  check,
  cases: casesOfPrompt,
  judge: checkJudge,
  route,
  resume,
  null: nullCheck,
  'demo-server': demoServer,
}

async function main(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const read = readArguments(args)
  if (!read.ok) return fail(terminal, read.problem)
  if (read.value === 'help') {
    terminal.out(help())
    return 0
  }
  if (read.value === 'version') {
    terminal.out(`${manifest.version}\n`)
    return 0
  }
  try {
    return await commands[read.value.command](read.value.options, terminal)
  } catch (error) {
    const problem = systemProblem(error)
    if (problem === undefined) throw error
    return fail(terminal, problem)
  }
}

/** The first interrupt ends the run with the best so far; a second one ends the process at once. */
function interruptible(): AbortSignal {
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (interrupt.signal.aborted) process.exit(130)
      interrupt.abort()
    })
  return interrupt.signal
}

const terminal: Terminal = {
  out: text => void process.stdout.write(harmlessJson(text)),
  async drained() {
    const { writableNeedDrain, destroyed } = process.stdout
    if (writableNeedDrain && !destroyed) await once(process.stdout, 'drain').catch(() => undefined)
  },
  err: text => void process.stderr.write(text),
  isInteractive: process.stderr.isTTY === true,
  env: process.env,
  cwd: process.cwd(),
  signal: interruptible(),
}

/** The reader of our output may stop early, as `head` does: the command continues, and further output is lost. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

void main(process.argv.slice(2), terminal).then(status => {
  process.exitCode = status
})
