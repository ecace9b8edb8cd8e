import assert from 'node:assert/strict'
import test from 'node:test'
import { isRefinement, moreCasesFor, unusableSentence } from '../../../src/report/refinement.ts'
import { headOf } from '../../../src/report/verdictWords.ts'
import { report, step } from '../host/requests.ts'

const open = {
  cases: 19,
  fixed: 5,
  broken: 2,
  pValue: 0.45,
  interval: [-0.066, 0.366] as const,
  verdict: 'not distinguishable' as const,
  power: { smallest: 0.4, moreCases: 40 },
}
const tie = { ...open, power: { smallest: 0.4 } }
const gained = { ...open, pValue: 0.001, interval: [0.1, 0.4] as const, verdict: 'better' as const }

for (const [name, more, expected, head] of [
  ['what is proven on test cases', {}, true, 'Better than your prompt'],
  ['a tie', { comparison: tie }, false, 'Not distinguishable from your prompt'],
  ['a gain that more cases would settle', { comparison: open }, false, 'Probably better, not proven'],
  [
    'a gain that is as likely luck',
    { comparison: { ...open, pValue: 1 } },
    false,
    'Not distinguishable from your prompt',
  ],
  ['what is worse', { comparison: { ...tie, verdict: 'worse' as const } }, false, 'Worse than your prompt'],
  ['without test cases, a gain that a paired test sees', { comparison: null, chosenBy: gained }, true, 'Not tested'],
  ['without test cases, one that it does not see', { comparison: null, chosenBy: tie }, false, 'Not tested'],
  ['a best prompt that was never tested', { comparison: null }, false, 'Not tested'],
  [
    'the original',
    { best: { text: 'Answer.', step: 0, validation: 0.5, test: 0.52 }, comparison: gained },
    false,
    'No better prompt was found',
  ],
] as const)
  test(`${expected ? 'a refinement is' : 'no refinement is'} ${name}`, () => {
    assert.equal(isRefinement(report(more)), expected)
    assert.equal(headOf(report(more)), head)
  })

test('more cases are asked for only where the best prompt was ahead', () => {
  const behind = { best: { text: 'Answer in one word.', step: 3, validation: 0.75, test: 0.5 }, comparison: open }
  assert.deepEqual([moreCasesFor(report({ comparison: open })), moreCasesFor(report(behind))], [40, undefined])
})

test('where no candidate could be used, that is said and why', () => {
  const candidate = {
    text: 'x',
    status: 'rejected' as const,
    cases: 0,
    wordsChanged: 3,
    problem: { code: 'placeholder-lost' as const, token: '{{question}}' },
  }
  const all = [1, 2, 3].map(at => ({ ...step(at, 0.5), candidates: Array.from({ length: 8 }, () => candidate) }))
  assert.match(unusableSentence(all) ?? '', /^None of 24 candidates could be used, all for one reason: /)
  const one = { text: 'y', status: 'evaluated' as const, cases: 4, wordsChanged: 1, score: 0.2 }
  assert.equal(unusableSentence([{ ...step(1, 0.5), candidates: [candidate, one] }]), undefined)
  assert.equal(unusableSentence([]), undefined)
})
