import assert from 'node:assert/strict'
import test from 'node:test'
import { readMetaPrompt } from '../../../src/models/demo/proposing/readMetaPrompt.ts'
import { fillSlots, texts } from '../../../src/optimizer/metaPrompts/allBlocks.ts'
import {
  compose,
  pastPromptsBlock,
  shownCases,
  writeMetaPrompt,
} from '../../../src/optimizer/metaPrompts/metaPrompt.ts'
import { paraphraseOf } from '../../../src/optimizer/proposers/resample.ts'
import { noWishes } from '../../../src/optimizer/wishes.ts'

const failures = [{ input: 'two cats and a dog', answer: '2', expected: '3' }]
const slots = {
  position: 'It is the user message.',
  current: 'Count {{input}}.',
  failures: shownCases(failures),
  memory: 'Be exact.',
  reflection: 'Say what counts.',
  past: pastPromptsBlock(
    [
      { text: 'Count {{input}}.', score: 0.5 },
      { text: 'Sum {{input}}.', score: 0.25 },
    ],
    true,
  ),
  exemplars: shownCases([{ input: 'a cat', expected: '1' }]),
  tokens: '{{input}}',
}

test('the request for a reflection is golden', () =>
  assert.equal(
    compose(['reflect-task', 'current', 'failures', 'reflect'], slots, texts),
    `<task>
Find the faults of instructions that were sent to a language model. They are followed by the input of a case, and the model's answer is compared with the expected one. It is the user message.
</task>

The current prompt:

<current_prompt>
Count {{input}}.
</current_prompt>

Cases that the current prompt gets wrong, with the answer it led to:

<failures>
<case>
<input>two cats and a dog</input>
<answer>2</answer>
<expected>3</expected>
</case>
</failures>

Compare each answer with the expected one. Name the reason why the instructions led to wrong answers: what they leave open, get wrong or hide. A few sentences that hold for the task as a whole, not for single cases, between <START> and <END>.`,
  ))

test('an edit with a reflection, a step size and an estimate is golden', () =>
  assert.equal(
    writeMetaPrompt({
      current: { text: 'Count.', score: 0.5 },
      shown: [
        { text: 'Count.', score: 0.5 },
        { text: 'Sum.', score: 0.4, cases: 20 },
      ],
      failures: [],
      exemplars: [],
      tokens: [],
      position: 'It is the user message.',
      stepSize: 12,
      reflection: 'Say what counts.',
      update: 'edit',
    }),
    `${fillSlots(texts.task, slots)}

Prompts tried so far, each with its score: the percentage of cases answered correctly, from 0 to 100, higher is better.

<past_prompts>
<prompt score="50.00">
Count.
</prompt>
<prompt score="40.00" cases="20">
Sum.
</prompt>
</past_prompts>

Where a prompt names a number of cases, its score is an estimate from those alone: it fell behind and was not tried on the others.

The current prompt:

<current_prompt>
Count.
</current_prompt>

What was found to be wrong with it:

<reflection>
Say what counts.
</reflection>

Compare the prompts above with their scores, work out what raised the score and what lowered it, and modify the current prompt, to stand in the place of <Prompt>, so that it scores higher than all of them. Keep what is good in it.

You are allowed to change up to 12 words in the current prompt.

Give the new prompt alone, between <START> and <END>.`,
  ))

test('without scores the past stands without them, and none is asked to be compared', () => {
  const asked = writeMetaPrompt({
    current: { text: 'Count.', score: 0.5 },
    shown: [{ text: 'Sum.', score: 0.4 }],
    failures,
    exemplars: [],
    tokens: [],
    position: '',
    stepSize: null,
    scores: false,
  })
  assert.match(asked, /<prompt>\nSum\.\n<\/prompt>/)
  assert.doesNotMatch(asked, /score=|Compare the prompts/)
})

for (const [what, asked, critique] of [
  ['a reflection', compose(['reflect-task', 'current', 'failures', 'reflect'], slots, texts), true],
  ['an inspection', compose(['reflect-task', 'current', 'failures', 'inspect'], slots, texts), true],
  ['an integration of reflections', compose(['reflect-task', 'current', 'integrate'], slots, texts), true],
  ['a combination of prompts', compose(['task', 'combine', 'current', 'combine-request', 'tags'], slots, texts), false],
  ['an induction', compose(['induce-task', 'exemplars', 'frame', 'induce', 'tags'], slots, texts), false],
  ['a ranked list', compose(['task', 'ranked', 'exemplars', 'surpass', 'tags'], slots, texts), false],
  ['a paraphrase', paraphraseOf('Count {{input}}.', { tokens: ['{{input}}'], texts, wishes: noWishes }), false],
] as const)
  test(`the demo model takes ${what} for a request for ${critique ? 'a critique' : 'a prompt'}`, () => {
    const read = readMetaPrompt(asked)
    assert.equal(read?.current, 'Count {{input}}.')
    assert.equal(read?.wantsCritique, critique)
  })

test('a slot is filled in one pass, so a prompt that holds one stays as it is', () =>
  assert.equal(
    fillSlots(texts.current, { current: 'Use {{current}} and {{input}}.' }),
    `The current prompt:

<current_prompt>
Use {{current}} and {{input}}.
</current_prompt>`,
  ))
