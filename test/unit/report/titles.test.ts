import assert from 'node:assert/strict'
import test from 'node:test'
import { progressTitle, scoreDetail, scoreTitle, waitingTitle } from '../../../src/report/titles.ts'
import { isWaiting, type Waiting, waitingOf } from '../../../src/report/waiting.ts'
import { progress, report, request } from '../host/requests.ts'

for (const [shown, title] of [
  [scoreTitle({ score: 0.708, interval: [0.57, 0.82], cases: 48, stale: undefined }), 'GPO 70.8 % [57.0, 82.0]'],
  [scoreTitle({ score: 1, interval: [0.2, 1], cases: 1, stale: 'prompt' }), 'GPO 100.0 % of the old text'],
  [scoreTitle({ score: 1, interval: [0.2, 1], cases: 2, stale: 'eval set' }), 'GPO 100.0 % on the old cases'],
  [
    progressTitle({ ...progress('step'), usage: { ...progress('step').usage, usd: 0.1234 } }),
    'Step 3 of 18, best 70.8 %, 1,412 requests, 0.12 USD',
  ],
  [
    scoreDetail({ score: 1, interval: [0.2, 1], cases: 2, stale: 'eval set' }),
    '100.0 % of 2 cases, 95 % interval 20.0 to 100.0, before the eval set changed',
  ],
  [progressTitle(undefined), 'Starting'],
  [progressTitle(progress('baseline')), 'Scoring the prompt, case 12 of 48, 1,412 requests'],
  [progressTitle(progress('step')), 'Step 3 of 18, best 70.8 %, 1,412 requests'],
  [progressTitle(progress('step', { best: null })), 'Step 3 of 18, best –, 1,412 requests'],
  [progressTitle(progress('test')), 'Comparing on the test cases, 12 of 48, 1,412 requests'],
] as const)
  test(`the lens says: ${title}`, () => assert.equal(shown, title))

const waiting = (more: Parameters<typeof report>[0] = {}): Waiting => {
  const found = waitingOf(request(4), report(more))
  assert.ok(found)
  return found
}

test('a refined prompt waits with the scores of the test cases', () => {
  assert.equal(
    waitingTitle(waiting()),
    'Refined prompt 52.0 % → 71.0 % on cases that the search never saw, chance of this by luck alone under 0.1 %',
  )
})

test('without test cases it waits with the scores of the validation cases, and says what they are worth', () => {
  const unmeasured = waiting({
    initial: { text: 'Answer.', validation: 0.5, test: null },
    best: { text: 'Answer in one word.', step: 3, validation: 0.75, test: null },
    comparison: null,
  })
  assert.equal(waitingTitle(unmeasured), 'Refined prompt 50.0 % → 75.0 % on the cases that chose it')
})

test('nothing waits where the original is still the best', () => {
  const best = { text: 'Answer.', step: 0, validation: 0.5, test: 0.52 }
  assert.equal(waitingOf(request(4), report({ best })), undefined)
})

test('what was kept is read again, and what is something else is not', () => {
  assert.ok(isWaiting(JSON.parse(JSON.stringify(waiting()))))
  for (const other of [undefined, null, 'x', {}, { ...waiting(), runId: 7 }]) assert.equal(isWaiting(other), false)
})
