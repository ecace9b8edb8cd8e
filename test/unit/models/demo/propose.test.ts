import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { skillWith } from '../../../../src/models/demo/aptitude.ts'
import { demoChat } from '../../../../src/models/demo/demoModel.ts'
import { sentencesOf, withoutPiece, withSentence } from '../../../../src/models/demo/proposing/editing.ts'
import { readMetaPrompt } from '../../../../src/models/demo/proposing/readMetaPrompt.ts'
import { type MetaPromptParts, writeMetaPrompt } from '../../../../src/optimizer/metaPrompts/metaPrompt.ts'
import { readReply } from '../../../../src/optimizer/replies/reply.ts'
import { wordsChanged } from '../../../../src/text/words.ts'

const current = "Let's think step by step.\n\n{{input}}"

const parts: MetaPromptParts = {
  current: { text: current, score: 0.5 },
  shown: [
    { text: current, score: 0.5 },
    { text: "Let's think step by step. Take a deep breath.\n\n{{input}}", score: 0.4 },
    { text: "Let's think step by step. Two nots in a row cancel out.\n\n{{input}}", score: 0.6 },
  ],
  failures: [{ input: 'not not True or False is', answer: 'The answer is False.', expected: 'True' }],
  exemplars: [],
  tokens: ['{{input}}'],
  position: 'It is the user message.',
  stepSize: 20,
}

async function replies(meta: string, n = 128, seed = 1): Promise<readonly string[]> {
  const outcome = await demoChat(seed).chat(
    { messages: [{ role: 'user', content: meta }], temperature: 1, maxTokens: 1000, n },
    new AbortController().signal,
  )
  assert.ok(outcome.ok)
  return outcome.value.texts
}

async function candidates(meta: string, n = 128): Promise<readonly string[]> {
  return (await replies(meta, n)).flatMap(raw => {
    const read = readReply(raw)
    return read.ok ? [read.value] : []
  })
}

test('the meta-prompt is read as it is written', () => {
  const read = readMetaPrompt(writeMetaPrompt(parts))
  assert.equal(read?.current, current)
  assert.equal(read?.currentScore, 50)
  assert.deepEqual(
    read?.past.map(({ score }) => score),
    [50, 40, 60],
  )
  assert.deepEqual(read?.placeholders, ['{{input}}'])
  assert.deepEqual([read?.stepSize, read?.failures, read?.wantsCritique], [20, 1, false])
})

test('a text without prompts to improve is no meta-prompt', () => assert.equal(readMetaPrompt('Sort: b a'), undefined))

test('most replies carry their tags, and some do not', async () => {
  const asked = await replies(writeMetaPrompt(parts))
  const bad = asked.filter(raw => !/^<START>\n[^`][\s\S]*\n<END>$/.test(raw)).length
  assert.ok(bad > 0 && bad < 12, `${bad} of ${asked.length}`)
})

test('placeholders are kept by nearly all candidates, and lost by some', async () => {
  const all = await candidates(writeMetaPrompt(parts), 400)
  const lost = all.filter(text => !text.includes('{{input}}')).length
  assert.ok(lost > 0 && lost < all.length * 0.06, `${lost} of ${all.length}`)
})

for (const stepSize of [10, 20, 50])
  test(`at least 9 of 10 candidates change at most ${stepSize} words`, async () => {
    const all = await candidates(writeMetaPrompt({ ...parts, stepSize }))
    const within = all.filter(text => wordsChanged(current, text) <= stepSize).length
    assert.ok(within >= 0.9 * all.length, `${within} of ${all.length}`)
  })

test('a larger step size changes more words', async () => {
  const changed = async (stepSize: number) =>
    (await candidates(writeMetaPrompt({ ...parts, stepSize }))).reduce(
      (sum, text) => sum + wordsChanged(current, text),
      0,
    )
  assert.ok((await changed(50)) > (await changed(8)))
})

test('failing cases make for better candidates', async () => {
  const failures = ['not not True or False is', 'not True and False is', 'True and not ( False ) is'].map(input => ({
    input,
    answer: 'False',
    expected: 'True',
  }))
  const skill = async (more: Partial<MetaPromptParts>) => {
    const all = await candidates(writeMetaPrompt({ ...parts, shown: [], ...more }), 400)
    return all.reduce((sum, text) => sum + skillWith(text, 'logic'), 0) / all.length
  }
  assert.ok((await skill({ failures })) > (await skill({ failures: [] })) + 0.01)
})

test('what went with a higher score is taken over more often than what went with a lower', async () => {
  const all = await candidates(writeMetaPrompt({ ...parts, failures: [] }), 400)
  const taken = (words: RegExp) => all.filter(text => words.test(text)).length
  assert.ok(
    taken(/nots in a row/) > 2 * taken(/deep breath/),
    `${taken(/nots in a row/)} against ${taken(/deep breath/)}`,
  )
})

test('asked for reasons, it gives a critique and no prompt', async () => {
  const meta = `<current_prompt>\n${current}\n</current_prompt>\n<failures><case><input>not True or True is</input><answer>False</answer><expected>True</expected></case></failures>\nGive a reason why these went wrong, between <START> and <END>.`
  const [reply = ''] = await replies(meta, 1)
  assert.match(reply, /^<START>\nThe prompt leaves open .+\n<END>$/)
})

test('the pieces of a prompt, joined, are the prompt', () => {
  const text = fc
    .array(fc.constantFrom('a b.', ' ', '\n', '\n\n', '- x', 'End: y', '"Q?" ', '{{z}}', '…', '\r\n', 'é'))
    .map(all => all.join(''))
  fc.assert(fc.property(fc.oneof(text, fc.string()), prompt => assert.equal(sentencesOf(prompt).join(''), prompt)))
})

const additions = [
  ['Count.', 'Count. Add up.'],
  ['Count', 'Count. Add up.'],
  ['', 'Add up.'],
  ['Count.\n\n{{input}}', 'Count. Add up.\n\n{{input}}'],
  ['{{input}}', 'Add up.\n{{input}}'],
  ['# Task\n\n- Count.\n- Check.', '# Task\n\n- Count.\n- Check.\n- Add up.'],
] as const

for (const [prompt, result] of additions)
  test(`a sentence added to ${JSON.stringify(prompt)} stands among its advice`, () =>
    assert.equal(withSentence(prompt, 'Add up.', 0), result))

test('a sentence that is cut leaves no blank behind', () =>
  assert.equal(withoutPiece('Count. Check.\nx', 1), 'Count.\nx'))
