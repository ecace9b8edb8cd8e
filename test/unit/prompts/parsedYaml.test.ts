import assert from 'node:assert/strict'
import test from 'node:test'
import { LineCounter } from 'yaml'
import { mistakeIn, parsedYaml, yamlValue } from '../../../src/prompts/parsedYaml.ts'

const refused: readonly (readonly [what: string, source: string, says: RegExp])[] = [
  ['of 10,000 commas', `[${','.repeat(10_000)}]`, /Unexpected ,/],
  ['of 5,000 wrong brackets', 'a: [}\n'.repeat(5000), /Flow sequence|Unexpected/],
  ['of 20,000 brackets within each other', '['.repeat(20_000), /nested too deeply/],
  ['of 20,000 dashes within each other', `${'- '.repeat(20_000)}a`, /nested too deeply/],
]

for (const [what, source, says] of refused)
  test(`YAML ${what} is refused with one sentence`, () => {
    const document = parsedYaml(source)
    assert.match(mistakeIn(document)?.message ?? '', says)
    assert.equal(document.errors.length, 1)
    assert.equal(document.contents, null)
  })

test('of several documents the first is read, however many follow', () => {
  const document = parsedYaml('a: 1\n---\nb: [\n'.repeat(2000))
  assert.deepEqual(document.toJS(), { a: 1 })
  assert.deepEqual(
    document.errors.map(({ code }) => code),
    ['MULTIPLE_DOCS'],
  )
  assert.equal(mistakeIn(document), undefined)
})

test('the lines of a text are those in the file', () => {
  const lines = new LineCounter()
  parsedYaml('a: 1\n\nb: |\n  x\n  y\nc: 2\n', { lines })
  assert.deepEqual(lines.lineStarts, [0, 5, 6, 11, 15, 19, 24])
})

test('a value that YAML cannot stand for is thrown', () => {
  assert.deepEqual(yamlValue('{ a: 1, a: 2 }'), { a: 2 })
  assert.throws(() => yamlValue('{ a: '))
})
