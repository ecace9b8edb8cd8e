import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { startDemoServer } from '../src/models/demo/serving/server.ts'
import { defaultTimeoutMs } from '../src/models/openai/endpoint.ts'
import { roles, total } from '../src/models/roles.ts'
import type { StrategyName } from '../src/optimizer/strategies.ts'
import type { Report } from '../src/run/reporting/report.ts'
import { random } from '../src/text/random.ts'
import { logicCases } from '../test/unit/models/demo/generated.ts'
import { cases, inProcess } from '../test/unit/run/inProcess.ts'

/**
 * Whether faults change what a run finds: `npm run bench:faults`. The demo model answers over HTTP, behind a proxy that lets a
 * share of the requests meet with one kind of fault, those to the optimizer model included. Each result is compared with that of the same run
 * without faults, its calls with those that the proxy saw, and its tokens with those of the answers that came whole. What a
 * broken answer has cost, only the server knows; the run counts the most that it can be.
 */
const { values } = parseArgs({
  options: {
    shares: { type: 'string', default: '10,30,60' },
    strategies: { type: 'string', default: '' },
    kinds: { type: 'string', default: '' },
  },
})

const kinds = ['500', 'reset before', 'reset amid', 'truncated', 'malformed', '429', 'never answered'] as const
type Kind = (typeof kinds)[number]

/**
 * Milliseconds after which a request that is never answered is given up here. A user waits three minutes, which the client
 * sets as a timer of its own; everything after it is the same.
 */
const patience = 1500
const timer = globalThis.setTimeout
globalThis.setTimeout = Object.assign(
  (act: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) =>
    timer(act, ms === defaultTimeoutMs ? patience : ms, ...args),
  timer,
)

const made = cases(logicCases(40))

const columns = ['strategy', 'fault', 'share', 'result as without', 'calls', 'seen', 'calls without']
const tokenColumns = ['tokens', 'told by the server', 'counted for broken', 'cost of broken', 'seconds']
console.log(`| ${[...columns, ...tokenColumns].join(' | ')} |`)
console.log('| --- | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
const chosen = <T extends string>(all: readonly T[], named: string) =>
  all.filter(one => named === '' || named.split(',').includes(one))

for (const strategy of chosen(['gpo', 'apo', 'gepa'], values.strategies)) {
  const whole = await measured(strategy, '500', 0)
  for (const kind of chosen(kinds, values.kinds))
    for (const share of values.shares.split(',').map(Number)) {
      const broken = await measured(strategy, kind, share / 100)
      const isSame = broken.result === whole.result ? 'yes' : 'no'
      const { calls, tokens, atMost, seen, seconds } = broken
      const counts = [calls, seen.requests, whole.calls, tokens, seen.told, atMost, seen.broken, seconds.toFixed(1)]
      console.log(`| ${[strategy, kind, `${share} %`, isSame, ...counts].join(' | ')} |`)
    }
}

async function measured(strategy: StrategyName, kind: Kind, share: number) {
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
  const proxy = await faulty(new URL(server.url).origin, kind, share)
  const started = performance.now()
  try {
    const settings = { strategy, steps: 2, candidates: 3, seed: 1, concurrency: 16 }
    const last = (await inProcess({ cases: made, settings, baseUrl: `${proxy.url}/v1` })).at(-1)
    const seconds = (performance.now() - started) / 1000
    const counted = { seen: proxy.seen(), seconds }
    if (last?.type !== 'optimized') return { result: JSON.stringify(last), calls: 0, tokens: 0, atMost: 0, ...counted }
    const { usage } = last.report
    const broken = roles.map(role => usage[role].broken ?? { inputTokens: 0, outputTokens: 0 })
    return {
      result: resultOf(last.report),
      calls: total(usage, 'calls'),
      tokens: total(usage, 'inputTokens') + total(usage, 'outputTokens'),
      atMost: broken.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
      ...counted,
    }
  } finally {
    await proxy.close()
    await server.close()
  }
}

/** Everything in a report that must not depend on faults. */
function resultOf({ usage: _, ...report }: Report): string {
  return JSON.stringify({ ...report, steps: report.steps.map(({ usage: __, ...step }) => step) })
}

/** Tokens that an answer says it has cost. */
function tokensIn(body: Buffer): number {
  return JSON.parse(body.toString('utf8')).usage?.total_tokens ?? 0
}

/** A proxy that forwards requests but for a share of them, which is drawn anew for each. */
async function faulty(target: string, kind: Kind, share: number) {
  const roll = random(kind, 'faults')
  const seen = { requests: 0, told: 0, broken: 0 }
  const server = createServer((incoming, outgoing) => {
    seen.requests++
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const isBroken = roll() < share
      if (isBroken && kind === 'never answered') return
      if (isBroken && kind === 'reset before') return void incoming.socket.destroy()
      if (isBroken && kind !== 'reset amid' && kind !== 'truncated') {
        const status = kind === 'malformed' ? 200 : Number(kind)
        outgoing.writeHead(status, {
          'content-type': 'application/json',
          ...(status !== 200 && { 'retry-after': '0' }),
        })
        return void outgoing.end(kind === 'malformed' ? '{"choices": [' : '{"error":{"message":"on purpose"}}')
      }
      const { method, headers } = incoming
      const sent = forward(new URL(incoming.url ?? '/', target), { method, headers }, answer => {
        const body: Buffer[] = []
        answer.on('data', (chunk: Buffer) => body.push(chunk))
        answer.on('end', () => {
          const whole = Buffer.concat(body)
          outgoing.on('close', () => {
            seen[isBroken || !outgoing.writableFinished ? 'broken' : 'told'] += tokensIn(whole)
          })
          const half = whole.subarray(0, whole.length / 2)
          const isCut = isBroken && kind === 'truncated'
          outgoing.writeHead(answer.statusCode ?? 502, {
            ...answer.headers,
            ...(isCut && { 'content-length': half.length }),
          })
          if (!isBroken || isCut) return void outgoing.end(isCut ? half : whole)
          outgoing.write(half)
          setTimeout(() => incoming.socket.destroy(), 5)
        })
      })
      sent.end(Buffer.concat(chunks))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen: () => ({ ...seen }),
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
