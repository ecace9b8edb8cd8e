import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type JsonValue, jsonStringField, readJson } from '../../../src/prompts/source/jsonString.ts'

test('every value of any JSON is found where it stands', () => {
  const spaces = fc.constantFrom(undefined, 1, 2, '\t')
  const property = fc.property(
    fc.jsonValue(),
    spaces,
    fc.constantFrom('', '\uFEFF', '\uFEFF \r\n'),
    (value, space, before) => {
      const source = before + JSON.stringify(value, null, space)
      const read = readJson('a.json', source)
      assert(read.ok)
      for (const { range, text } of textsIn(read.value)) assert.equal(JSON.parse(source.slice(...range)), text)
      assert.deepEqual(JSON.parse(source.slice(...read.value.range)), JSON.parse(JSON.stringify(value)))
    },
  )
  fc.assert(property, { numRuns: 1000 })
})

test('a text is written between its quotes, and any text can be', () => {
  const property = fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, isAscii) => {
    if (text.endsWith('\n')) return
    const source = `{"a": [1, ${isAscii ? '"\\u00e9"' : '"é"'}]}`
    const field = fieldIn(source)
    const spelling = field.respell(text)
    assert('written' in spelling)
    const [start, end] = field.range
    assert.deepEqual(JSON.parse(source.slice(0, start) + spelling.written + source.slice(end)), { a: [1, text] })
    if (isAscii) assert.doesNotMatch(spelling.written, /[^\0-\x7F]/)
  })
  fc.assert(property, { numRuns: 1000 })
})

test('line ends after a text belong to the file', () => {
  const field = fieldIn('{"a": [0, "x\\n\\n"]}')
  assert.deepEqual([field.text, field.tail, field.respell('y')], ['x', '\n\n', { written: '"y\\n\\n"' }])
  assert('refused' in field.respell('y\n'))
})

test('a key that stands twice is told, and nothing is written', () => {
  const read = readJson('a.json', '{"a": [0, "x"],\n "a": [1, "y"]}')
  assert(read.ok)
  assert.deepEqual(read.value.duplicates, [{ code: 'duplicate-key', key: 'a', place: { path: 'a.json', line: 2 } }])
  assert.equal(fieldIn('{"a": [0, "x"],\n "a": [1, "y"]}').refusal, 'the key a stands twice in the same map')
})

test('what is no JSON is told on its line', () => {
  const read = readJson('a.json', '{\n "a": 1,\n b: 2}')
  assert(!read.ok && read.problem.code === 'prompt-unparsable')
  assert.equal(read.problem.place?.line, 3)
})

for (const [what, source, line] of [
  ['a value that is missing', '{\n "a": 1,\n "b": }\n', 3],
  ['a word without quotes', '[\n "position 1",\n x]', 3],
  ['a comma too many', '[\n1,\n2,\n]', 4],
  ['a file that ends too soon', '{"a":\n[1,\n2', 3],
  ['nothing at all', '', 1],
] as const)
  test(`${what} is told on its line`, () => {
    const read = readJson('a.json', source)
    assert(!read.ok)
    assert.equal(read.problem.place?.line, line)
  })

test('a stray character is told on its line, wherever it stands', () => {
  const lists = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(lists, fc.nat(), fc.boolean(), (values, at, hasMark) => {
      const lines = values.map(value => JSON.stringify(value))
      const index = at % lines.length
      const source = `${hasMark ? '\uFEFF' : ''}[\n${lines.map((line, number) => (number === index ? `?${line}` : line)).join(',\n')}\n]`
      const read = readJson('a.json', source)
      assert(!read.ok)
      assert.equal(read.problem.place?.line, index + 2)
    }),
  )
})

function textsIn(value: JsonValue): { readonly range: readonly [number, number]; readonly text: string }[] {
  if (value.kind === 'text') return [value]
  if (value.kind === 'list') return value.items.flatMap(textsIn)
  return value.kind === 'map' ? [...value.members.values()].flatMap(textsIn) : []
}

/** The second item of the list under the key a. */
function fieldIn(source: string) {
  const read = readJson('a.json', source)
  assert(read.ok && read.value.kind === 'map')
  const list = read.value.members.get('a')
  const text = list?.kind === 'list' ? list.items[1] : undefined
  assert(text?.kind === 'text')
  return jsonStringField(source, text, read.value.duplicates)
}
