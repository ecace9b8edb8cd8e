import assert from 'node:assert/strict'
import test from 'node:test'
import { changesBetween } from '../../../src/review/changes.ts'
import { standingsIn } from '../../../src/review/standings.ts'

const base = 'Answer the question. Be brief. Use the list that follows.'
const refined = 'Answer the question. Be exact. Use the list that follows. Check it twice.'
const changes = changesBetween(base, refined)
const all = changes.map(({ id }) => id)

test('there are two changes to follow', () => assert.equal(changes.length, 2))

for (const [name, current, accepted, found] of [
  ['nothing was done yet', base, [], ['waiting at "brief"', 'waiting at ""']],
  ['everything was accepted', refined, all, ['accepted at "exact"', 'accepted at " Check it twice."']],
  [
    'the text shows what was accepted, whatever was noted',
    refined,
    [],
    ['accepted at "exact"', 'accepted at " Check it twice."'],
  ],
  ['an undo shows in the text', base, all, ['waiting at "brief"', 'waiting at ""']],
  ['one was accepted', base.replace('brief', 'exact'), all.slice(0, 1), ['accepted at "exact"', 'waiting at ""']],
  ['a line above moves the changes along', `Hello.\n${base}`, [], ['waiting at "brief"', 'waiting at ""']],
  [
    'words beside a change leave it alone',
    base.replace('Be brief', 'Be very brief'),
    [],
    ['waiting at "brief"', 'waiting at ""'],
  ],
  [
    'other words for the same words are in conflict',
    base.replace('brief', 'kind'),
    [],
    ['conflict at "kind"', 'waiting at ""'],
  ],
  [
    'an addition at the very same place is in conflict',
    `${base} Stop.`,
    [],
    ['waiting at "brief"', 'conflict at " Stop."'],
  ],
  [
    'what was accepted and then edited stays accepted',
    base.replace('brief', 'exacting'),
    all.slice(0, 1),
    ['accepted at "exacting"', 'waiting at ""'],
  ],
  [
    'an undo after an edit elsewhere makes it wait again',
    `Hello. ${base}`,
    all.slice(0, 1),
    ['waiting at "brief"', 'waiting at ""'],
  ],
  [
    'typed by hand, a change is accepted',
    `Hello. ${base.replace('brief', 'exact')}`,
    [],
    ['accepted at "exact"', 'waiting at ""'],
  ],
  ['a text that is gone leaves conflicts', '', [], ['conflict at ""', 'conflict at ""']],
] as const)
  test(name, () =>
    assert.deepEqual(
      standingsIn(current, base, changes, new Set(accepted)).map(
        ({ state, start, end }) => `${state} at ${JSON.stringify(current.slice(start, end))}`,
      ),
      found,
    ),
  )
