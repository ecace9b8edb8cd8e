import assert from 'node:assert/strict'
import test from 'node:test'
import { changesBetween } from '../../../src/review/changes.ts'
import { undecided } from '../../../src/review/decisions.ts'
import { reviewedIn } from '../../../src/review/reviewed.ts'

const initial = 'Label the message.\nShout at once.\nName the topic.\nBe brief about all the rest.\nStop.\n'
const refined = 'Label the message.\nName the topic.\nBe exact about all the rest.\nStop.\nAlways give a reason.\n'

/** A review in which these changes, named by a word of them, were accepted and those rejected. */
function reviewOf(accepted: readonly string[], rejected: readonly string[]) {
  const changes = changesBetween(initial, refined)
  const idsOf = (words: readonly string[]) =>
    words.map(word => {
      const found = changes.find(({ text, removed }) => `${text} ${removed}`.includes(word))
      assert.ok(found, `${word}: ${JSON.stringify(changes)}`)
      return found.id
    })
  return { changes, decisions: { ...undecided('r/1/x'), accepted: idsOf(accepted), rejected: idsOf(rejected) } }
}

for (const [what, text, accepted, rejected, told] of [
  [
    'accepted words are kept, and accepted removals unwanted',
    refined,
    ['reason', 'Shout'],
    [],
    { accepted: ['Always give a reason.'], rejected: ['Shout at once.'] },
  ],
  [
    'rejected words are unwanted, and what was not to be removed is kept',
    initial,
    [],
    ['reason', 'Shout'],
    { accepted: ['Shout at once.'], rejected: ['Always give a reason.'] },
  ],
  [
    'a few words stand beside those whose place they take',
    initial,
    [],
    ['exact'],
    { accepted: [], rejected: ['"exact" in place of "brief"'] },
  ],
  ['what was undone by hand is not told', initial, ['reason'], [], { accepted: [], rejected: [] }],
  ['what nobody decided on is not told', initial, [], [], { accepted: [], rejected: [] }],
] as const)
  test(what, () => assert.deepEqual(reviewedIn(text, [reviewOf(accepted, rejected)]), told))

test('the same decision in two reviews is told once', () => {
  const review = reviewOf(['reason'], [])
  assert.deepEqual(reviewedIn(refined, [review, review]).accepted, ['Always give a reason.'])
})
