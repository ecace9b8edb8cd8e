import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readPlainReply } from '../../../src/optimizer/replies/plainReply.ts'
import type { ReplyForm } from '../../../src/optimizer/trajectory.ts'

const said = (raw: string, form: ReplyForm, current = 'What is it?'): string =>
  readPlainReply(raw, form, current)
    .map(reading => (reading.ok ? reading.value : reading.problem.code))
    .join(' | ')

const lists: readonly (readonly [what: string, raw: string, expected: string])[] = [
  ['lines with numbers', '1. Count it.\n2. Add it up.', 'Count it. | Add it up.'],
  ['brackets, bold numbers and quotes', '1) "Count it."\n**2.** “Add it up.”', 'Count it. | Add it up.'],
  [
    'talk before and after',
    'Sure! Here are two:\n\n1. Count it.\n\n2. Add it up.\n\nThey differ.',
    'Count it. | Add it up.',
  ],
  ['bold titles', '1. **Counting**: Count it.\n2. **Sums:** Add it up.', 'Count it. | Add it up.'],
  [
    'titles on a line of their own',
    '1. **Counting**\n   Count it.\n2. Sums:\n   - Add it up.',
    'Count it. | Add it up.',
  ],
  [
    'talk about each item',
    '1. Count it.\n   - This is simple.\n2. Add it up.\n   - This is exact.',
    'Count it. | Add it up.',
  ],
  ['fences', '1.\n```\nCount\nit.\n```\n2.\n```\nAdd it up.\n```', 'Count\nit. | Add it up.'],
  ['fences without numbers', '```\nCount it.\n```\nor\n```\nAdd it up.\n```', 'Count it. | Add it up.'],
  ['a label for each', 'Instruction 1: Count it.\nInstruction 2: Add it up.', 'Count it. | Add it up.'],
  ['a case made up', '1. Input: three cats\n2. Count it.', 'reply-talk | Count it.'],
  ['no list', 'Count it.', 'Count it.'],
  ['a request for more', 'Please provide the cases.', 'reply-talk'],
  ['a refusal', 'I cannot help with that.', 'reply-refused'],
]

for (const [what, raw, expected] of lists)
  test(`a list with ${what} is read as ${JSON.stringify(expected)}`, () => assert.equal(said(raw, 'list'), expected))

const lone: readonly (readonly [what: string, raw: string, expected: string])[] = [
  ['nothing around it', 'Count it.\n\nBe exact.', 'Count it.\n\nBe exact.'],
  ['a fence', '```\nCount it.\n```', 'Count it.'],
  ['talk around a fence', 'Here is the new instruction:\n\n```text\nCount it.\n```\n\nIt is better.', 'Count it.'],
  ['a fence without an end', '```\nCount it.', 'Count it.'],
  ['our tags', '<current_prompt>\nCount it.\n</current_prompt>', 'Count it.'],
  ['a tag without an end', '<Prompt>\nCount it.', 'Count it.'],
  ['a label', 'Certainly! Here is the improved instruction: Count it.', 'Count it.'],
  [
    'a line that announces it',
    'Based on this, here is a revised instruction that meets the needs:\n\nRevised Instruction: Count it.',
    'Count it.',
  ],
  ['its own name', 'Instruction: Count it.', 'Count it.'],
  ['a name for what is put out', '**Output:** Count it.', 'Count it.'],
  ['a sentence that names it', 'The better instruction is: "Count it."', 'Count it.'],
  ['a line across the page', "Here's a clearer version:\n\n---\n\n**Instruction:**\nCount it.\n\n---", 'Count it.'],
  ['a heading', '## New instruction\nCount it.', 'Count it.'],
  ['quotes', '"Count it."', 'Count it.'],
  ['a comment behind it', 'Count it.\n\nBe exact.\n\nThis instruction is clearer.', 'Count it.\n\nBe exact.'],
  ['a trial behind it', 'Count it.\n\nNow, let me compare the answers:\n\nMessage: two cats', 'Count it.'],
  ['numbers of its own', '1. Read it.\n2. Count it.', '1. Read it.\n2. Count it.'],
  ['the published tags', '<START>Count it.<END>', 'Count it.'],
  ['talk about the request', 'The current instruction is fine.', 'reply-talk'],
  ['a request for what the user has', 'Please share the text that you want rewritten.', 'reply-talk'],
  ['a polite instruction', 'Please provide the price as a number.', 'Please provide the price as a number.'],
  ['talk to the user', 'Certainly! Please provide the text.', 'reply-talk'],
  ['a greeting', 'Understood! Count it and write the number.', 'Count it and write the number.'],
  [
    'a remark at its end',
    'Count it and write the number. The answer wanted is nothing else.',
    'Count it and write the number.',
  ],
  [
    'a remark within an example',
    'Count all things and write the number.\n\n**Examples:**\nMessage: two cats\nAnswer wanted: 2',
    'Count all things and write the number.',
  ],
  [
    'far more talk than prompt',
    `Count all things. The current instruction is fine. ${'It says what to do. '.repeat(9)}`,
    'Count all things.',
  ],
  ['a remark that cuts a quotation', 'Write "The sum. Improved prompts are better." and no more.', 'reply-talk'],
  ['mostly remarks', 'Count it. The current instruction is fine, but it lacks all context.', 'reply-talk'],
  ['nothing', '', 'candidate-empty'],
]

for (const [what, raw, expected] of lone)
  test(`a reply with ${what} is read as ${JSON.stringify(expected)}`, () => assert.equal(said(raw, 'one'), expected))

test('a name that the current prompt begins with stays', () =>
  assert.equal(said('Instruction: Count it.', 'one', 'Instruction: Say it.'), 'Instruction: Count it.'))

test('what the current prompt itself stands in stays', () =>
  assert.equal(said('<task>\nCount it.\n</task>', 'one', '<task>\nSay it.\n</task>'), '<task>\nCount it.\n</task>'))

const long = 'Read it.\nCount it.\nBe brief.\nCount it twice.'
const edit = (search: string, replacement: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replacement}\n>>>>>>> REPLACE`

for (const [what, raw, expected] of [
  ['a change', edit('Be brief.', 'Be exact.\nBe brief.'), 'Read it.\nCount it.\nBe exact.\nBe brief.\nCount it twice.'],
  ['two changes', `${edit('Read it.', 'Look.')}\n\n${edit('Count it.', '')}`, 'Look.\nBe brief.\nCount it twice.'],
  ['a change of what is not there', edit('Be kind.', 'Be exact.'), 'edit-misplaced'],
  ['a change without an end', '<<<<<<< SEARCH\nRead it.\n=======\nLook', 'edit-misplaced'],
  ['the whole text', 'Look.\nCount it.', 'Look.\nCount it.'],
] as const)
  test(`a reply for a long prompt with ${what} is read as ${JSON.stringify(expected)}`, () =>
    assert.equal(said(raw, 'blocks', long), expected))

test('lines that stand in a long prompt twice are not changed', () =>
  assert.equal(said(edit('Go.', 'Stop.'), 'blocks', 'Go.\nWait.\nGo.'), 'edit-misplaced'))

test('whatever a reply holds, what is read from it is a trimmed text or a reason', () => {
  const part = fc.constantFrom(
    '1. ',
    '2) ',
    '\n',
    '```',
    '<Prompt>',
    '</Prompt>',
    '"',
    'Count',
    ' it',
    '.',
    '**',
    ':',
    '<START>',
    '<<<<<<< SEARCH\n',
    '=======\n',
  )
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 24 }),
      fc.constantFrom<ReplyForm>('list', 'one', 'blocks'),
      (parts, form) => {
        const readings = readPlainReply(parts.join(''), form, 'Count.\n"it"')
        assert.ok(readings.length > 0)
        for (const reading of readings)
          if (reading.ok && form !== 'blocks') assert.equal(reading.value, reading.value.trim())
      },
    ),
  )
})
