import { measure } from './concurrency/measure.ts'
import type { Rate, ServerKind } from './concurrency/server.ts'

/**
 * How well the number of requests at once is found: simulated servers with 1, 4 and 64 places, with and without a limit of
 * the rate at half of what they could answer. Time is virtual, so the figures are the same on every machine.
 */
const first = 2
const most = 64

/** Long enough that the way up is a small part of it, as in a run. */
const requestsTo = (slots: number): number => (slots === 1 ? 1000 : slots === 4 ? 2000 : 4000)

const plain: Omit<ServerKind, 'slots'> = {
  full: 'waits',
  answerMs: 1000,
  varies: true,
  headers: false,
  retryAfter: true,
}

const kindsOf = (slots: number): readonly (readonly [string, ServerKind])[] => {
  const rate = (kind: Rate['kind']): Rate => ({ kind, requests: 10 * slots, perMs: 20_000 })
  const its = { ...plain, slots }
  return [
    ['others wait', its],
    ['others wait, all answers alike', { ...its, varies: false }],
    ['others are refused', { ...its, full: 'refuses' }],
    ['a limit a window, told in headers', { ...its, headers: true, rate: rate('window') }],
    ['a limit a window, told by refusals', { ...its, rate: rate('window') }],
    ['a limit a window, refused without a word', { ...its, retryAfter: false, rate: rate('window') }],
    ['a bucket, told in headers', { ...its, headers: true, rate: rate('bucket') }],
    ['a bucket, told by refusals', { ...its, rate: rate('bucket') }],
    ['a bucket, refused without a word', { ...its, retryAfter: false, rate: rate('bucket') }],
  ]
}

console.log('| places | kind | time, as a multiple of the best | refused | most at once |')
console.log('| ---: | --- | ---: | ---: | ---: |')
for (const slots of [1, 4, 64])
  for (const [name, kind] of kindsOf(slots)) {
    const all = await Promise.all([1, 2, 3].map(seed => measure(kind, requestsTo(slots), most, first, seed)))
    const worst = Math.max(...all.map(({ wallMs, bestMs }) => wallMs / bestMs))
    const refused = Math.max(...all.map(({ refused, received }) => refused / received))
    const highest = Math.max(...all.map(one => one.highest))
    console.log(`| ${slots} | ${name} | ${worst.toFixed(2)} | ${(100 * refused).toFixed(1)} % | ${highest} |`)
  }
