import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { entryLines } from '../../../../src/evals/importing/entryLines.ts'
import { readImported } from '../../../../src/evals/importing/readImported.ts'

/** Whatever stands around a list: texts with brackets, quotes and line ends, lists and maps of the same names. */
const filler = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a "[{', '}],\n:', '\\', ''),
    fc.integer(),
    fc.constantFrom(null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('data', 'spans', 'x"y', ''), tie('value'), { maxKeys: 3 }),
  ),
})).value

const mark = 'the entry'

test('the entries of a list are found on their own lines, whatever stands in and around them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(filler, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      filler,
      fc.constantFrom(0, 1, 2),
      fc.constantFrom('\n', '\r\n'),
      (lists, other, indent, lineEnd) => {
        const entries = (own: readonly unknown[]) => own.map(held => ({ [mark]: 0, held }))
        const value = { before: other, data: lists.map(own => ({ data: other, spans: entries(own), after: other })) }
        const source = JSON.stringify(value, null, indent).replaceAll('\n', lineEnd)
        // The mark is written first in each entry, on the line after its bracket where there are lines.
        const marked = source
          .split(lineEnd)
          .flatMap((line, at) => Array.from(line.matchAll(/"the entry"/g), () => (indent === 0 ? at + 1 : at)))
        assert.deepEqual(entryLines(source, ['data', 'spans']), marked)
      },
    ),
  )
})

/** What a tool puts around its list, as it is printed. */
const envelopes: readonly (readonly [string, (entries: readonly unknown[]) => unknown])[] = [
  ['a list', entries => entries],
  ['data', entries => ({ meta: { data: [] }, data: entries })],
  ['results of promptfoo', entries => ({ results: { version: 3, results: entries } })],
  ['spans', entries => ({ resourceSpans: [{ scopeSpans: [{ spans: entries }] }] })],
]

for (const [name, envelope] of envelopes)
  test(`rows are told by the lines of their entries: ${name}`, () => {
    const source = JSON.stringify(envelope([{ q: 'one' }, { q: 'two', more: ['x', 'y'] }]), null, 2)
    const read = readImported(source, ['q'])
    const lines = source.split('\n')
    const starts = ['one', 'two'].map(q => lines.findIndex(line => line.includes(`"${q}"`)))
    assert.deepEqual(read.ok && read.value.rows.map(({ line }) => line), starts)
  })
