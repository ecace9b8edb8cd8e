import assert from 'node:assert/strict'
import test from 'node:test'
import { caveats } from '../../../src/report/caveats.ts'
import { report } from '../host/requests.ts'

const compared = report().comparison
assert.ok(compared)
const few = { ...compared, cases: 24 }

for (const [what, comparison, said] of [
  ['a proven gain on many cases needs no more words', { ...compared, power: { smallest: 0.08 } }, []],
  [
    'a proven gain on few cases',
    { ...few, power: { smallest: 0.31 } },
    ['24 test cases prove a gain of 31 points or more in four runs of five, where answers differ as much as here.'],
  ],
  [
    'an eval set that is too small for what was seen',
    { ...few, verdict: 'not distinguishable', power: { smallest: 0.31, moreCases: 22 } },
    [
      'Too few test cases: about 22 more would prove a gain like this one. 24 test cases prove a gain of 31 points or more in four runs of five, where answers differ as much as here.',
    ],
  ],
  [
    'hardly any cases',
    { ...few, cases: 5, verdict: 'not distinguishable', power: { smallest: null } },
    ['5 test cases can hardly prove any gain.'],
  ],
  [
    'a mean that rises while no case passes anew',
    { ...compared, fixed: 0, broken: 0, power: { smallest: 0.02 } },
    ['The mean rose, no further case is wholly right.'],
  ],
  ['a run that was made before power was told', few, []],
] as const)
  test(what, () => assert.deepEqual(caveats({ ...report(), comparison }), said))

test('without a test split the score is given without the luck of the choice', () =>
  assert.deepEqual(caveats({ ...report(), comparison: null, optimism: { prompts: 17, corrected: 0.612 } }), [
    'These cases chose it among 17 prompts; corrected for that choice it scores about 61.2 %.',
  ]))

test('of a run that found nothing better there is nothing to add', () => {
  const { initial } = report()
  assert.deepEqual(caveats({ ...report(), best: initial, comparison: few }), [])
})
