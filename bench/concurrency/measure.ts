import { lanes } from '../../src/models/lanes/lanes.ts'
import { retrying } from '../../src/models/layers/retrying.ts'
import { random } from '../../src/text/random.ts'
import { type ServerKind, server } from './server.ts'
import { virtualTime } from './virtualTime.ts'

export interface Measured {
  readonly wallMs: number
  /** The shortest time in which any client could have had all answers. */
  readonly bestMs: number
  readonly refused: number
  readonly received: number
  readonly highest: number
}

/** Sends so many requests at once through a lane, and through the retries around it as a run does. */
export async function measure(
  kind: ServerKind,
  requests: number,
  most: number,
  first: number,
  seed = 1,
): Promise<Measured> {
  const time = virtualTime()
  const its = server(kind, time, seed)
  const lane = lanes(most, time).to('server', { first })
  const sleep = (ms: number) => new Promise<void>(resolve => void time.after(ms, resolve))
  const ask = retrying<number, string>((_, signal) => lane(() => its.ask(), signal), {
    sleep,
    random: random(seed, 'jitter'),
    attempts: 50,
  })
  const never = new AbortController().signal
  const answers = await time.until(Promise.all(Array.from({ length: requests }, (_, i) => ask(i, never))))
  const failed = answers.filter(({ ok }) => !ok).length
  if (failed > 0) throw new Error(`${failed} requests failed`)
  const { received, refused, highest } = its.counts
  return { wallMs: time.now(), bestMs: await best(kind, requests, seed), refused, received, highest }
}

/** What a client needs that knows all about the server: everything waits there from the start, and nothing is refused. */
async function best(kind: ServerKind, requests: number, seed: number): Promise<number> {
  const time = virtualTime()
  const { rate } = kind
  const its = server({ ...kind, full: 'waits', ...(rate && { rate: { ...rate, waits: true } }) }, time, seed)
  await time.until(Promise.all(Array.from({ length: requests }, () => its.ask())))
  return time.now()
}
