import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readPublished, readReplies, readReply } from '../../../src/optimizer/replies/reply.ts'
import type { Outcome } from '../../../src/problem/outcome.ts'

const readings: readonly (readonly [what: string, raw: string, ours: string, published: string])[] = [
  ['both tags', 'Here: <START> Count each item. <END> Done.', 'Count each item.', 'Count each item.'],
  ['a code fence around the whole', '<START>\n```text\nCount.\n```\n<END>', 'Count.', '```text\nCount.\n```'],
  ['a code fence around the tags', '```\n<START>Count.<END>\n```', 'Count.', 'Count.'],
  ['a code fence within', '<START>\nUse\n```\nx\n```\nonly\n<END>', 'Use\n```\nx\n```\nonly', 'Use\n```\nx\n```\nonly'],
  ['nothing but a code fence', '```\nCount.\n```', 'Count.', '```\nCount.\n```'],
  ['another script', '<START>请逐步思考。<END>', '请逐步思考。', '请逐步思考。'],
  ['two candidates', '<START>One<END> <START>Two<END>', 'One | Two', 'One'],
  ['bold marks', '<START>be **brief**<END>', 'be **brief**', 'Be brief'],
  ['no tags', 'I think you should count.', 'reply-untagged', 'I think you should count.'],
  ['a refusal', "I'm sorry, but I can't help with that.", 'reply-refused', "I'm sorry, but I can't help with that."],
  ['a refusal between the tags', '<START>I cannot do this.<END>', 'reply-refused', 'I cannot do this.'],
  ['a text that was cut off', '<START>Count each', 'reply-cut-off', 'Count each'],
  ['only the closing tag', 'Count.<END>', 'reply-untagged', 'Count.'],
  ['nothing between the tags', '<START> <END>', 'candidate-empty', 'candidate-empty'],
  ['an empty reply', '', 'reply-untagged', 'candidate-empty'],
  ['quotes around the whole', '<START>"Count it."<END>', 'Count it.', '"Count it."'],
  ['typographic quotes', '<START>“Count it.”<END>', 'Count it.', '“Count it.”'],
  ['quotes inside', '<START>"a" or "an" is one<END>', '"a" or "an" is one', '"a" or "an" is one'],
  ['tags like mark-up', '<start>Count.</start>', 'Count.', '<start>Count.</start>'],
  ['a closing slash', '<START>Count.</END>', 'Count.', 'Count.</END>'],
  ['a label', '<START>New prompt: Count.<END>', 'Count.', 'New prompt: Count.'],
  [
    'a fence, a label and quotes',
    '<START>```\nImproved prompt: "Count."\n```<END>',
    'Count.',
    '```\nImproved prompt: "Count."\n```',
  ],
  ['words about the tags', 'Between <START> and <END> I put <START>Count.<END>', 'Count.', 'And'],
  ['thoughts before it', '<think>Maybe <START>no<END>?</think><START>Count.<END>', 'Count.', 'No'],
  ['thoughts without an end', '<think>Maybe <START>no<END>', 'reply-untagged', 'No'],
  ['a prompt that speaks of thoughts', '<START>Think in <think>.<END>', 'Think in <think>.', 'Think in <think>.'],
  ['tags in bold', '**<START>**\nCount.\n**<END>**', 'Count.', '\nCount.\n'],
  ['tags in code', '`<START>` Count. `<END>`', 'Count.', '` Count. `'],
  ['an opening tag twice', '<START>\n<START>Count.<END>', 'Count.', '<START>Count.'],
]

const said = (readings: readonly Outcome<string>[]): string =>
  readings.map(reading => (reading.ok ? reading.value : reading.problem.code)).join(' | ')

for (const [what, raw, ours, published] of readings)
  test(`a reply with ${what} is read as ${JSON.stringify(ours)}, as published ${JSON.stringify(published)}`, () => {
    assert.equal(said(readReplies(raw)), ours)
    assert.equal(said(readPublished(raw)), published)
  })

test('where one text is wanted it is the first that can be read', () =>
  assert.deepEqual(readReply('<START> <END><START>Count.<END>'), { ok: true, value: 'Count.' }))

test('labels without an end are no trouble', () =>
  assert.equal(said(readReplies(`<START>${'New prompt: '.repeat(20_000)}Count.<END>`)), 'Count.'))

test('a long prompt that begins like a refusal is a prompt', () => {
  const prompt = `I cannot count, so you do it. ${'List each item with its number. '.repeat(12)}`.trim()
  assert.equal(said(readReplies(`<START>${prompt}<END>`)), prompt)
})

test('whatever a reply holds, what is read from it is trimmed text without tags, or a reason', () => {
  const part = fc.constantFrom(
    '<START>',
    '<END>',
    '</END>',
    '<start>',
    '```',
    '\n',
    '"',
    '“',
    '”',
    'Count',
    ' it',
    '.',
    '<think>',
    '</think>',
  )
  const reply = fc.oneof(
    fc.array(part, { maxLength: 20 }).map(all => all.join('')),
    fc.string(),
  )
  fc.assert(
    fc.property(reply, raw => {
      const readings = readReplies(raw)
      assert.ok(readings.length > 0)
      for (const reading of readings) {
        if (!reading.ok) continue
        assert.notEqual(reading.value, '')
        assert.equal(reading.value, reading.value.trim())
        assert.doesNotMatch(reading.value, /<START>/i)
      }
    }),
  )
})

test('a prompt of plain words comes out of its tags as it went in', () => {
  const prompt = fc.array(fc.constantFrom('Count', 'each', '{{input}}', '- a', '\n', '\n\n', '1.'), {
    minLength: 2,
    maxLength: 20,
  })
  fc.assert(
    fc.property(prompt, words => {
      const text = words.join(' ').trim()
      fc.pre(/\w/.test(text))
      assert.equal(said(readReplies(`<START>\n${text}\n<END>`)), text)
    }),
  )
})
