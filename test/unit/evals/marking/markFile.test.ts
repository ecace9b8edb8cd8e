import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { AnswerMark } from '../../../../src/evals/marking/answerMark.ts'
import { marksPathOf, readMarks, withMark } from '../../../../src/evals/marking/markFile.ts'

const path = '/w/reply.marks.yaml'

const marksIn = (source: string, at = path): readonly AnswerMark[] => {
  const read = readMarks(at, source)
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  return read.value.map(({ line: _, ...mark }) => mark)
}

const added = (source: string, mark: AnswerMark): string => {
  const text = withMark(path, source, mark)
  if (!text.ok) throw new Error(JSON.stringify(text.problem))
  return text.value
}

test('marks are kept beside the prompt, and where no eval set is looked for', () => {
  assert.equal(marksPathOf('/w/reply.prompt.md'), path)
  assert.equal(marksPathOf('/w/mail/SKILL.md'), '/w/mail/evals/SKILL.marks.yaml')
})

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .map(one => one.replace(/\p{C}|[\u2028\u2029]/gu, '.'))
const mark: fc.Arbitrary<AnswerMark> = fc
  .record(
    {
      case: text,
      vars: fc.dictionary(fc.constantFrom('ticket', 'language', 'a b'), text, { minKeys: 1, noNullPrototype: true }),
      expected: fc.array(text, { maxLength: 2 }),
      answer: fc.oneof(text, fc.constantFrom('Line one\nline two\n', 'no', '12', '- a: b # c', '', 'ends \n\n')),
      isGood: fc.boolean(),
      comment: text,
    },
    { requiredKeys: ['vars', 'expected', 'answer', 'isGood'] },
  )
  .map(one => ({ ...one }))

test('what was marked is read back, and every earlier byte stays', () => {
  fc.assert(
    fc.property(fc.array(mark, { minLength: 1, maxLength: 4 }), marks => {
      const seen = new Set<string>()
      let source = ''
      for (const one of marks) {
        const about = JSON.stringify([one.answer, Object.entries(one.vars).sort()])
        if (seen.has(about)) continue
        seen.add(about)
        const next = added(source, one)
        assert.ok(next.startsWith(source.trimEnd()))
        assert.deepEqual(marksIn(next).at(-1), one)
        assert.equal(marksIn(next).length, seen.size)
        source = next
      }
    }),
    { numRuns: 300 },
  )
})

test('a second mark on the same answer takes the place of the first', () => {
  const first: AnswerMark = { vars: { ticket: 'a' }, expected: [], answer: 'b', isGood: true }
  const other: AnswerMark = { vars: { ticket: 'c' }, expected: [], answer: 'b', isGood: true }
  const source = added(added('', first), other)
  assert.deepEqual(marksIn(added(source, { ...first, isGood: false, comment: 'rude' })), [
    other,
    { ...first, isGood: false, comment: 'rude' },
  ])
})

test('tables of marked answers are read by the names of their columns', () => {
  const rows = marksIn('ticket,response,human,note\nA mug.,Sorry.,pass,\nLate.,No.,0,rude\nLate.,No.,?,\n', '/w/m.csv')
  assert.deepEqual(rows, [
    { vars: { ticket: 'A mug.' }, expected: [], answer: 'Sorry.', isGood: true },
    { vars: { ticket: 'Late.' }, expected: [], answer: 'No.', isGood: false, comment: 'rude' },
  ])
})
