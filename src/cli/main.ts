import { once } from 'node:events'
import manifest from '../../package.json' with { type: 'json' }
import { demoServer } from './demoServer.ts'
import { evaluate } from './evaluate.ts'
import { list } from './list.ts'
import { optimize } from './optimize.ts'
import { type CommandName, type Options, readArguments } from './options.ts'
import { refusalIn } from './refusals.ts'
import { resume } from './resume.ts'
import { type ExitStatus, fail, type Terminal } from './terminal.ts'
import { usage } from './usage.ts'

type Command = (options: Options, terminal: Terminal) => Promise<ExitStatus>

const commands: Readonly<Record<CommandName, Command>> = {
  list,
  eval: evaluate,
  optimize,
  resume,
  'demo-server': demoServer,
}

async function main(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const read = readArguments(args)
  if (!read.ok) return fail(terminal, read.problem)
  if (read.value === 'help') {
    terminal.out(usage)
    return 0
  }
  if (read.value === 'version') {
    terminal.out(`${manifest.version}\n`)
    return 0
  }
  try {
    return await commands[read.value.command](read.value.options, terminal)
  } catch (error) {
    const refused = refusalIn(error)
    if (refused === undefined) throw error
    return fail(terminal, refused)
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
  out: text => void process.stdout.write(text),
  async drained() {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  },
  err: text => void process.stderr.write(text),
  isInteractive: process.stderr.isTTY === true,
  env: process.env,
  cwd: process.cwd(),
  signal: interruptible(),
}

void main(process.argv.slice(2), terminal).then(status => {
  process.exitCode = status
})
