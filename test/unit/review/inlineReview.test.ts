import assert from 'node:assert/strict'
import test from 'node:test'
import { projectionOfTexts } from '../../../src/host/asking/projection.ts'
import { changeTitle, effectTitle, oneLine } from '../../../src/review/changeTitles.ts'
import { areDecisions, undecided, withDecisions } from '../../../src/review/decisions.ts'
import { changesOf, reviewInline, textAccepted } from '../../../src/review/inlineReview.ts'
import { request } from '../host/requests.ts'

const initial = 'Answer {{question}}.\nBe brief, please.'
const refined = 'Answer {{question}}.\nTake your time.\nBe exact, please.'
const decided = { ...undecided('run'), accepted: [] }

for (const [name, path, source, target] of [
  ['a Markdown prompt', '/a.prompt.md', `---\nmodel: x\n---\n${initial}\n`, 'body'],
  [
    'one with Windows line ends',
    '/a.prompt.md',
    `---\r\nmodel: x\r\n---\r\n${initial.replaceAll('\n', '\r\n')}\r\n`,
    'body',
  ],
  [
    'a block of YAML',
    '/a.prompt.yml',
    `messages:\n  - role: user\n    content: |\n      ${initial.replaceAll('\n', '\n      ')}\n`,
    'messages[0]',
  ],
  [
    'a text in quotes',
    '/a.prompt.yml',
    `messages:\n  - role: user\n    content: ${JSON.stringify(initial)}\n`,
    'messages[0]',
  ],
] as const)
  test(`the changes of ${name} are placed in its source`, () => {
    const replacement = { target, initial, refined }
    const changes = changesOf(path, source, replacement)
    const found = reviewInline(path, source, replacement, changes, decided)
    assert.deepEqual(
      found?.open.map(({ number, change, place }) => [number, source.slice(...place), change.text]),
      [
        [1, '', 'Take your time.\n'],
        [2, 'brief', 'exact'],
      ],
    )
    assert.ok(source.slice(found?.open[0]?.place[0]).startsWith('Be brief'))
  })

const reviewed = (from: string, to: string, rejected: readonly number[] = []) => {
  const source = `---\nmodel: x\n---\n${from}\n`
  const replacement = { target: 'body', initial: from, refined: to }
  const changes = changesOf('/a.prompt.md', source, replacement)
  const ids = rejected.flatMap(at => changes[at]?.id ?? [])
  const found = reviewInline('/a.prompt.md', source, replacement, changes, { ...decided, rejected: ids })
  assert.ok(found)
  return found
}

for (const [name, from, to, expected] of [
  ['a short one alone on its line', 'Hello.\nBe brief.', 'Hello.\nBe exact.', [true]],
  [
    'what would not fit beside a long line',
    `Hello.\n${'a '.repeat(20)}brief.`,
    `Hello.\n${'a '.repeat(20)}exact.`,
    [false],
  ],
  ['an added line', 'Hello.\nBe brief.', 'Hello.\nThink.\nBe brief.', [false]],
  ['a long addition', 'Hello.\nBe brief.', 'Hello.\nBe brief. Count every thing that you see there.', [false]],
  ['two on one line', 'Hello.\nBe brief. Be so kind.', 'Hello.\nBe exact. Be so good.', [false, false]],
  ['one on the first line, which has lenses of its own', 'Be brief.', 'Be exact.', [false]],
] as const)
  test(`whether a change is read in its line: ${name}`, () =>
    assert.deepEqual(
      reviewed(from, to).open.map(({ fits }) => fits),
      expected,
    ))

test('what accepting all would write has nothing in it that was rejected', () => {
  assert.equal(textAccepted(reviewed(initial, refined)), refined)
  assert.equal(textAccepted(reviewed(initial, refined, [0])), initial.replace('brief', 'exact'))
})

test('what was rejected or accepted is no longer open', () => {
  const replacement = { target: 'body', initial, refined }
  const changes = changesOf('/a.prompt.md', initial, replacement)
  const [first, second] = changes.map(({ id }) => id)
  assert.ok(first && second)
  const rejected = reviewInline('/a.prompt.md', initial, replacement, changes, { ...decided, rejected: [first] })
  assert.deepEqual(
    rejected?.open.map(({ change }) => change.id),
    [second],
  )
  const taken = reviewInline('/a.prompt.md', initial.replace('brief', 'exact'), replacement, changes, decided)
  assert.deepEqual(
    taken?.open.map(({ change }) => change.id),
    [first],
  )
})

test('a file without the text has nothing to review', () =>
  assert.equal(reviewInline('/a.prompt.md', '', { target: 'body', initial, refined }, [], decided), undefined))

for (const [effect, title] of [
  [{ difference: 0.0625, interval: [0.011, 0.12] }, '+6.3 points [+1, +12]'],
  [{ difference: -0.05, interval: [-0.1, 0] }, '−5.0 points [−10, 0]'],
  [{ difference: 0, interval: [-0.004, 0.004] }, '0.0 points [0, 0]'],
] as const)
  test(`an effect says: ${title}`, () => assert.equal(effectTitle({ ...effect, cases: 40 }), title))

for (const [removed, text, title] of [
  ['brief', 'exact', '“brief” → “exact”'],
  ['', ' Take your time.\n', 'Add “ Take your time.↵”'],
  [' Be kind.', '', 'Remove “ Be kind.”'],
] as const)
  test(`a change says: ${title}`, () =>
    assert.equal(changeTitle({ id: 'x', start: 0, end: removed.length, removed, text }), title))

test('a text is brought on one line and cut between words, with nothing in it that could reorder or break it', () => {
  assert.equal(oneLine('one two three four', 12), 'one two…')
  assert.equal(oneLine('a\u202eb\u0000c\r\nd', 20), 'a b c↵d')
  assert.equal(oneLine(`${'x'.repeat(8)}😀`, 10).length <= 10, true)
})

test('decisions are kept for a number of runs, the newest last, and read again', () => {
  const many = Array.from({ length: 60 }, (_, index) => undecided(`run-${index}`))
  const kept = many.reduce(withDecisions, [])
  assert.equal(kept.length, 50)
  assert.equal(kept.at(-1)?.refined, 'run-59')
  const measured = { ...undecided('x'), effects: { c: { difference: 0.1, interval: [0, 0.2], cases: 40 } } }
  assert.ok(areDecisions(JSON.parse(JSON.stringify(measured))))
  for (const other of [undefined, null, {}, { ...measured, accepted: [7] }, { ...measured, effects: { c: 1 } }])
    assert.equal(areDecisions(other), false)
})

test('what a comparison may cost is said before it starts', () =>
  assert.equal(
    projectionOfTexts({ ...request(100), kind: 'compare', compare: { texts: ['a', 'b', 'c'], on: 'test' } }),
    '3 texts on 40 test cases: at most 120 requests.\nAnswers that are known already are not asked for again.\nTask model demo.',
  ))
