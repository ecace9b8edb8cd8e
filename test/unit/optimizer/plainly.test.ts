import assert from 'node:assert/strict'
import test from 'node:test'
import type { ShownCase } from '../../../src/optimizer/metaPrompts/metaPrompt.ts'
import { askPlainly } from '../../../src/optimizer/proposers/plainly.ts'
import type { Asked, Replies, Services } from '../../../src/optimizer/services.ts'
import type { AskedFor, Step } from '../../../src/optimizer/trajectory.ts'
import { success } from '../../../src/problem/outcome.ts'
import { planOf } from './scripted.ts'

interface Told {
  readonly text?: string
  readonly replies: (request: string, asked: Asked) => readonly string[] | Replies
  readonly failures?: readonly ShownCase[]
  readonly before?: readonly AskedFor[]
  readonly candidates?: number
  readonly labels?: readonly string[]
  /** A prompt of the run that is better than the one the step starts from. */
  readonly better?: string
}

const unasked = (): never => assert.fail('nobody scripted this')

/** One step of a run whose optimizer model answers as it is told to. */
async function ask({
  text = 'What is it?\n\n{{input}}',
  replies,
  failures = [],
  before = [],
  candidates = 8,
  labels = [],
  better,
}: Told) {
  const requests: { readonly text: string; readonly asked: Asked }[] = []
  const services: Services = {
    affordable: () => Number.POSITIVE_INFINITY,
    refused: unasked,
    answersLeft: unasked,
    complete: unasked,
    accept: each =>
      each.includes('{{input}}') === text.includes('{{input}}')
        ? undefined
        : { code: 'placeholder-lost', token: '{{input}}' },
    propose: async (request, asked) => {
      requests.push({ text: request, asked })
      const told = replies(request, asked)
      return success('texts' in told ? told : { texts: told })
    },
    reflect: unasked,
    relevance: unasked,
    failures: unasked,
    gate: unasked,
    score: unasked,
    measure: unasked,
    grades: unasked,
    answered: unasked,
    isGain: unasked,
  }
  const current = { text, score: 0.4 }
  const past: Step = {
    step: 1,
    epoch: 1,
    stepSize: 40,
    current,
    shown: [],
    metaPrompt: '',
    candidates:
      better === undefined ? [] : [{ text: better, status: 'evaluated', score: 0.9, cases: 48, wordsChanged: 1 }],
    winner: better === undefined ? null : 0,
    ...(before.length > 0 && { asked: before }),
  }
  const plan = {
    ...planOf('gpo', { steps: 9 }),
    tokens: text.includes('{{input}}') ? ['{{input}}'] : [],
    candidates,
    labels,
  }
  const outcome = await askPlainly(
    {
      trajectory: { initial: current, steps: [past] },
      step: 2,
      current,
      stepSize: 40,
      wanted: candidates,
      plan,
      services,
    },
    { shown: [current, { text: 'Say it.\n\n{{input}}', score: 0.3 }], failures },
  )
  assert.ok(outcome.ok)
  return { requests, ...outcome.value }
}

const failures = ['one', 'two', 'three', 'four', 'five'].map(input => ({ input, answer: 'x', expected: input }))
const list = (...prompts: readonly string[]): string => prompts.map((prompt, at) => `${at + 1}. ${prompt}`).join('\n')
/** Four replies of one prompt each, other ones for each request. */
const four = (_: string, { part }: Asked): readonly string[] => ['A', 'B', 'C', 'D'].map(letter => `${letter}${part}`)

test('the line of the placeholder is not shown, and stands in every candidate', async () => {
  const { requests, proposals } = await ask({
    failures,
    replies: four,
  })
  assert.ok(requests.every(({ text }) => !text.includes('{{input}}')))
  assert.deepEqual([proposals.length, proposals[0]?.text], [8, 'A0\n\n{{input}}'])
  assert.ok(proposals.every(({ problem }) => problem === undefined))
})

test('each request of a step shows other failures and asks along another line', async () => {
  const { requests } = await ask({
    failures,
    replies: four,
  })
  const shown = requests.map(({ text }) => failures.filter(({ input }) => text.includes(`Message: ${input}\n`)).length)
  assert.deepEqual(shown, [4, 1])
  assert.notEqual(requests[0]?.text.split('Say what to do')[1], requests[1]?.text.split('Say what to do')[1])
})

test('fewer than three new texts are asked for again before any is scored', async () => {
  const { requests, asked } = await ask({
    failures,
    replies: (_, { part }) => ['What is it?', 'Please provide it.', `A${part}`, 'A0'],
  })
  assert.equal(requests.length, 3)
  assert.deepEqual(
    asked?.map(({ fresh }) => fresh),
    [1, 1, 1],
  )
})

test('a reply that was cut off is no prompt, however whole it looks', async () => {
  const { proposals, asked } = await ask({
    failures,
    replies: (_, { part }) => ({ texts: [`A${part}`, `B${part} and never answer with`, `C${part}`], cut: [1] }),
  })
  const cutOff = proposals.filter(({ problem }) => problem?.code === 'reply-cut-off').map(({ text }) => text)
  assert.deepEqual(cutOff.slice(0, 2), ['B0 and never answer with', 'B1 and never answer with'])
  assert.deepEqual(
    asked?.map(({ fresh }) => fresh),
    asked?.map(() => 2),
  )
})

const single: AskedFor = { form: 'one', past: false, replies: 8, texts: 8, fresh: 3, repeated: 5 }
test('a model whose replies repeat each other is asked for a list of different prompts', async () => {
  const { requests, proposals } = await ask({
    failures,
    before: [single],
    replies: (_, { part }) => [list(`A${part}`, `B${part}`, `C${part}`, `D${part}`)],
  })
  assert.deepEqual(
    requests.map(({ asked }) => asked.count),
    [1, 1],
  )
  assert.match(requests[0]?.text ?? '', /Write 4 different instructions/)
  assert.equal(proposals.length, 8)
})

test('one whose replies are new, but of no use, is asked for single prompts still', async () => {
  const { requests } = await ask({ failures, before: [{ ...single, repeated: 0 }], replies: four })
  assert.doesNotMatch(requests[0]?.text ?? '', /different instructions/)
})

test('one that writes no list is asked for one prompt again', async () => {
  const { requests } = await ask({
    failures,
    before: [single, { ...single, form: 'list', replies: 2, texts: 2, fresh: 1 }],
    replies: four,
  })
  assert.deepEqual(
    requests.map(({ asked }) => asked.count),
    [4, 4],
  )
})

test('where the allowed answers are few, each request shows all of them, and asks when to give which', async () => {
  const labelled = ['a', 'b', 'c', 'd', 'e', 'f'].map((input, at) => ({
    input,
    answer: 'x',
    expected: at < 4 ? 'keep' : 'drop',
  }))
  const { requests } = await ask({ failures: labelled, labels: ['keep', 'drop'], replies: four })
  const shown = requests.map(({ text }) => Array.from(text.matchAll(/Message: (\w)\n/g), ([, input]) => input).join(''))
  assert.deepEqual(shown, ['aebf', 'cd'])
  assert.match(requests[0]?.text ?? '', /Say when to answer keep, and when drop\./)
})

const usable: AskedFor = { form: 'one', past: false, replies: 8, texts: 8, fresh: 7 }
for (const [what, before, isTold] of [
  ['nothing was asked for yet', [], true],
  ['most of what came was new', [usable], true],
  ['more than half was of no use', [{ ...usable, fresh: 3 }], false],
  ['it was told of them, and most was of no use', [usable, { ...usable, past: true, fresh: 2 }], false],
] as const)
  test(`where ${what}, past prompts are ${isTold ? '' : 'not '}shown`, async () => {
    const { requests, shown } = await ask({
      failures,
      before,
      replies: four,
    })
    assert.equal(/Instruction: Say it\.\nScore: 30\.0\n/.test(requests[0]?.text ?? ''), isTold)
    assert.equal(shown.length, isTold ? 1 : 0)
  })

test('a step that starts from another prompt than the best one asks first to unite the two', async () => {
  const { requests, shown } = await ask({ failures, better: 'Answer it well.\n\n{{input}}', replies: four })
  assert.match(requests[0]?.text ?? '', /Instruction: Answer it well\.\nScore: 90\.0\n\nInstruction: Say it\./)
  assert.deepEqual(
    requests.map(({ text }) => text.includes('Unite what is good in the current instruction')),
    [true, false],
  )
  assert.deepEqual(
    shown.map(({ score }) => score),
    [0.9, 0.3],
  )
})

test('a prompt that quotes a case which its writer was shown is rejected, or read up to there', async () => {
  const input = 'my cat sleeps on the old red sofa'
  const { proposals } = await ask({
    failures: [{ input, answer: 'x', expected: 'pet' }],
    replies: () => [
      'Say pet.',
      `Say pet for "${input}".`,
      `Name the kind of animal that it is about.\n\nExample:\nMessage: ${input}`,
    ],
  })
  assert.deepEqual(proposals[1]?.problem, { code: 'quotes-case', quoted: 'my cat sleeps on the old' })
  assert.deepEqual(proposals[2], { text: 'Name the kind of animal that it is about.\n\n{{input}}' })
})

test('a sentence of the request that a reply repeats is no part of the prompt', async () => {
  const text = 'Say what {{input}} is.\nBe brief.'
  const copied = 'Name the animal in {{input}}.\nKeep {{input}} in it, exactly as it stands.'
  const { requests, proposals } = await ask({ text, failures, replies: () => [copied, 'Be brief.\nName {{input}}.'] })
  assert.ok(requests[0]?.text.includes('Keep {{input}} in it, exactly as it stands.'))
  assert.deepEqual(
    proposals.slice(0, 2).map(proposal => proposal.text),
    ['Name the animal in {{input}}.', 'Be brief.\nName {{input}}.'],
  )
})

test('a skill of 2,800 words is asked for as changes, with room for them', async () => {
  const text = Array.from({ length: 280 }, (_, at) => `- Rule ${at}: check the report before it is sent.`).join('\n')
  const change =
    '<<<<<<< SEARCH\n- Rule 7: check the report before it is sent.\n=======\n- Rule 7: never send it.\n>>>>>>> REPLACE'
  const { requests, proposals } = await ask({
    text,
    failures,
    replies: (_, { part }) => [change.replace('never', `never ${part}`)],
  })
  assert.match(requests[0]?.text ?? '', /Reply with one to five changes and nothing else/)
  assert.deepEqual(
    requests.map(({ asked }) => asked.count),
    [1, 1, 1, 1],
  )
  assert.ok((requests[0]?.asked.room ?? 0) > 4000)
  assert.equal(
    proposals[0]?.text,
    text.replace('- Rule 7: check the report before it is sent.', '- Rule 7: never 0 send it.'),
  )
})
