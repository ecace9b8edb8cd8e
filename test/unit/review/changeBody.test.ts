import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { changeParts, isReadFirst, surroundingsOf } from '../../../src/review/changeBody.ts'
import { changesBetween } from '../../../src/review/changes.ts'

const changeBody = (...told: Parameters<typeof changeParts>) =>
  changeParts(...told)
    .map(({ body }) => body)
    .join('')
const alone = { before: '', after: '' }
const change = (removed: string, text: string) => ({ id: 'a', start: 0, end: removed.length, removed, text })

/** What a reader sees of the elements of one name, or of all. */
function read(html: string, element?: string): string {
  const parts =
    element === undefined
      ? [html]
      : [...html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(found => found[1] ?? '')
  return parts
    .join('')
    .replaceAll('<br>', '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
}

test('nine sentences are all there to read, whatever their length', () => {
  const nine = Array.from({ length: 9 }, (_, at) => `Sentence ${at} says what to do with the message. `).join('')
  assert.equal(read(changeBody(change('', nine), alone), 'ins'), nine)
})

test('a long text comes in parts that end with lines or sentences, and none is left out', () => {
  const lines = Array.from({ length: 40 }, (_, at) => `Line ${at}: ${'consider it. '.repeat(at % 9)}`.trim())
  const parts = changeParts(change('', lines.join('\n')), alone).map(({ body }) => read(body))
  assert.equal(parts.join(''), lines.join('\n'))
  assert.ok(parts.length > 3 && parts.every(part => part.length <= 500))
  for (const part of parts.slice(0, -1)) assert.match(part, /[.:]\s$/)
})

test('a whole rewrite is read before the forty lines that it replaces, which the file shows once', () => {
  const [old, own] = ['look quickly', 'write every number down'].map(rule =>
    Array.from({ length: 40 }, (_, at) => `${at}. Rule: ${rule}.`).join('\n'),
  )
  const whole = change(old ?? '', own ?? '')
  assert.ok(isReadFirst(whole))
  const parts = changeParts(whole, alone)
  assert.equal(parts.map(({ body }) => read(body, 'ins')).join(''), own)
  assert.deepEqual(new Set(parts.map(({ shows }) => shows)), new Set(['instead']))
  assert.ok(!isReadFirst(change('brief', 'exact')) && !isReadFirst(change(old ?? '', '')))
})

const texts = fc.array(
  fc.constantFrom(
    'count',
    'the *a*',
    ' ',
    '  ',
    '. ',
    '\n',
    '\n\n',
    '- ',
    '# ',
    '{{x}}',
    '<b>',
    '`',
    '[a](b)',
    '語',
    '&amp;',
    '\\',
    'http://a.b',
  ),
  { maxLength: 24 },
)

test('every character that is written can be read, and none of it is markup', () =>
  fc.assert(
    fc.property(texts, texts, (old, own) => {
      const [removed, text] = [old.join(''), own.join('')]
      const body = changeBody(change(removed, text), alone)
      assert.equal(
        read(body, 'ins') === text || read(body.replace(/<del>.*?<\/del>/g, '')).trim() === text.trim(),
        true,
      )
      assert.doesNotMatch(body.replace(/<\/?(?:ins|del|br|span)(?: style="[^"]*")?>/g, ''), /[<>*`[\]_\\]|\n/)
    }),
  ))

test('words that stay are told apart from those that go and come', () => {
  const body = changeBody(change('read the list with care', 'read the table with love'), alone)
  assert.deepEqual(
    [read(body, 'del'), read(body, 'ins'), read(body)],
    ['listcare', 'tablelove', 'read the listtable with carelove'],
  )
})

test('a colour never spans more than a piece that a narrow editor can hold', () => {
  const body = changeBody(change('', `${'語'.repeat(200)} and words`), alone)
  for (const [, inner] of body.matchAll(/<span[^>]*>(.*?)<\/span>/g)) {
    assert.ok((inner?.length ?? 0) <= 24, inner)
    assert.doesNotMatch(inner ?? '', /\s/)
  }
})

for (const [name, from, to, expected] of [
  [
    'the words beside it',
    'Be brief and kind.\nThink.',
    'Be exact and kind.\nThink.',
    { before: 'Be ', after: ' and kind.' },
  ],
  ['nothing of the line that added lines are put before', '- a\n- c', '- a\n- b\n- c', { before: '', after: '' }],
  [
    'no more of a long line than finds it',
    `${'a '.repeat(90)}brief`,
    `${'a '.repeat(90)}exact`,
    { before: `…${'a '.repeat(40)}`, after: '' },
  ],
] as const)
  test(`a change is shown with ${name}`, () => {
    const [found] = changesBetween(from, to)
    assert.ok(found)
    assert.deepEqual(surroundingsOf(from, found.start, found.end, found), expected)
  })
