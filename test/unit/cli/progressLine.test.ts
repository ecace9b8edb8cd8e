import assert from 'node:assert/strict'
import test from 'node:test'
import { progressLine } from '../../../src/cli/output/progressLine.ts'
import { noUsage } from '../../../src/models/usage.ts'
import type { RunEvent } from '../../../src/run/events.ts'
import { step } from '../host/requests.ts'

const progress = (done: number): RunEvent => ({
  type: 'progress',
  progress: { phase: 'step', step: 2, steps: 9, done, of: 300, best: 0.5, usage: noUsage, leftMs: 200_000 },
})

function told(events: readonly (readonly [at: number, event: RunEvent])[]): string {
  let [text, now] = ['', 0]
  const terminal = {
    out: () => undefined,
    drained: async () => undefined,
    err: (some: string) => {
      text += some
    },
    isInteractive: false,
    env: {},
    cwd: '/',
    signal: new AbortController().signal,
  }
  const line = progressLine(terminal, () => now)
  for (const [at, event] of events) {
    now = at
    line.show(event)
  }
  return text
}

test('where nothing can be drawn over, a line every five seconds says how far the run is and how long it takes', () =>
  assert.equal(
    told([
      [1000, progress(1)],
      [5000, progress(40)],
      [6000, progress(50)],
      [10_100, progress(90)],
    ]),
    'step 2 of 9: 40 of 300 cases, best 50.0 %, 0 requests, about 3 min left\n' +
      'step 2 of 9: 90 of 300 cases, best 50.0 %, 0 requests, about 3 min left\n',
  ))

for (const [score, said] of [
  [0.6, 'winner 60.0 %'],
  [0.5, 'no gain, the winner has 50.0 % and the prompt 50.0 %'],
  [0.4, 'no gain, the winner has 40.0 % and the prompt 50.0 %'],
] as const)
  test(`a step from 50 % whose best has ${100 * score} % says: ${said}`, () => {
    const made = step(1, 0.5)
    const candidate = { text: 'a', status: 'evaluated', score, cases: 40, wordsChanged: 9 } as const
    const event: RunEvent = { type: 'step', step: { ...made, candidates: [candidate], winner: 0 } }
    assert.ok(told([[0, event]]).startsWith(`step 1: ${said}, 1 evaluated, 0 dropped`), told([[0, event]]))
  })

test('a step line adds up: what was rejected, cut off or repeated is told too', () => {
  const rest = { status: 'rejected', cases: 0, wordsChanged: 9 } as const
  const candidates = [
    { text: 'a', status: 'evaluated', score: 0.6, cases: 40, wordsChanged: 9 },
    { ...rest, text: 'b', problem: { code: 'reply-talk' } },
    { ...rest, text: 'c', problem: { code: 'reply-cut-off' } },
  ] as const
  const event: RunEvent = { type: 'step', step: { ...step(1, 0.5), candidates, winner: 0, repeated: 3 } }
  assert.match(
    told([[0, event]]),
    /^step 1: winner 60\.0 %, 1 evaluated, 0 dropped, 2 rejected \(1 cut off\), 3 repeated/,
  )
})
