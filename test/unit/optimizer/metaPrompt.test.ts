import assert from 'node:assert/strict'
import test from 'node:test'
import { writeMetaPrompt } from '../../../src/optimizer/metaPrompts/metaPrompt.ts'

const whole = {
  current: { text: 'Count {{input}}.', score: 0.5625 },
  shown: [
    { text: 'Count {{input}}.', score: 0.5625 },
    { text: 'How many in {{input}}?', score: 1 / 3 },
  ],
  failures: [{ input: 'a cat and two dogs', answer: '2', expected: '3' }],
  exemplars: [{ input: 'an apple', expected: '1' }],
  tokens: ['{{input}}'],
  position: 'It is the user message.',
  stepSize: 36,
}

test('the meta-prompt says each thing once, in the published order', () =>
  assert.equal(
    writeMetaPrompt(whole),
    `<task>
Improve a prompt for a language model. The prompt, marked <Prompt> below, is sent together with the input of a case, and the model's answer is compared with the expected one. Find a prompt with which more cases are answered correctly. It is the user message.
</task>

Prompts tried so far, each with its score: the percentage of cases answered correctly, from 0 to 100, higher is better.

<past_prompts>
<prompt score="56.25">
Count {{input}}.
</prompt>
<prompt score="33.33">
How many in {{input}}?
</prompt>
</past_prompts>

The current prompt:

<current_prompt>
Count {{input}}.
</current_prompt>

Cases that the current prompt gets wrong, with the answer it led to:

<failures>
<case>
<input>a cat and two dogs</input>
<answer>2</answer>
<expected>3</expected>
</case>
</failures>

Cases of the task. Put the prompt in the place of <Prompt>, read the input, and compare with the expected answer:

<exemplars>
<case>
<input>an apple</input>
<expected>1</expected>
</case>
</exemplars>

Compare the prompts above with their scores, work out what raised the score and what lowered it, and write a new prompt to stand in the place of <Prompt> that scores higher than all of them.

These stand for something that is filled in later. Keep each of them, letter by letter, as often as it stands in the current prompt, and add none:

<placeholders>
{{input}}
</placeholders>

You are allowed to change up to 36 words in the current prompt.

Give the new prompt alone, between <START> and <END>.`,
  ))

test('empty blocks are left out', () => {
  const bare = writeMetaPrompt({ ...whole, shown: [], failures: [], exemplars: [], tokens: [], stepSize: null })
  for (const absent of ['<past_prompts>', '<failures>', '<exemplars>', '<placeholders>', 'allowed to change'])
    assert.ok(!bare.includes(absent), absent)
})

test('a long field keeps its beginning and its end, and says what is left out', () => {
  const input = `${'😀'.repeat(500)}${'x'.repeat(100)}${'😃'.repeat(300)}`
  const shown = writeMetaPrompt({ ...whole, exemplars: [{ input, expected: '1' }] })
  assert.ok(shown.includes(`<input>${'😀'.repeat(400)} … (300 more characters) … ${'😃'.repeat(200)}</input>`))
})
