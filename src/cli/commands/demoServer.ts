import { startDemoServer } from '../../models/demo/serving/server.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { simulatedCaveat } from '../../report/caveats.ts'
import type { OptionName, Options } from '../asked/options.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { fail, type Terminal } from '../output/terminal.ts'

/** `gpo demo-server`: the demo model as an OpenAI-compatible endpoint, until it is interrupted. */
export async function demoServer(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const port = numberOf(options, 'port', 8080, 65535)
  const latencyMs = numberOf(options, 'latency', 0, 600_000)
  const failRate = numberOf(options, 'fail-rate', 0, 1)
  const seed = numberOf(options, 'seed', 0, 2 ** 32 - 1)
  if (!port.ok) return fail(terminal, port.problem)
  if (!latencyMs.ok) return fail(terminal, latencyMs.problem)
  if (!failRate.ok) return fail(terminal, failRate.problem)
  if (!seed.ok) return fail(terminal, seed.problem)
  const server = await startDemoServer({
    port: port.value,
    latencyMs: latencyMs.value,
    failRate: failRate.value,
    seed: seed.value,
  })
  terminal.out(`${server.url}\n`)
  terminal.err(`${simulatedCaveat} Ctrl+C ends it.\n`)
  await new Promise<void>(resolve => terminal.signal.addEventListener('abort', () => resolve(), { once: true }))
  terminal.err(`${JSON.stringify(server.counts())}\n`)
  await server.close()
  return 0
}

function numberOf(options: Options, option: OptionName, byDefault: number, most: number): Outcome<number> {
  const typed = options.text(option)
  if (typed === undefined) return success(byDefault)
  const value = Number(typed)
  const isWhole = option === 'fail-rate' || Number.isInteger(value)
  return typed.trim() !== '' && isWhole && value >= 0 && value <= most
    ? success(value)
    : failure({ code: 'bad-option', option: `--${option}`, value: typed, expected: `a number from 0 to ${most}` })
}
