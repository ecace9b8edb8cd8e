import assert from 'node:assert/strict'
import test from 'node:test'
import { replay, type Script, winnersOf } from './scripted.ts'

const twoSteps: Script = {
  replies: [
    ['A', 'B'],
    ['B', 'C', 'Think.'],
  ],
  scores: { A: 0.4, B: 0.3, C: 0.2 },
}

test('as published, the second step starts from the worse winner of the first, and B is taken from memory', async () => {
  const { steps, scored, end } = await replay(twoSteps, { paper: true, steps: 2 })
  assert.deepEqual(winnersOf(steps), ['A', 'B'])
  assert.deepEqual(steps[1]?.current, { text: 'A', score: 0.4 })
  assert.deepEqual(scored, ['A', 'B', 'C'])
  assert.equal(end, 'steps')
})

test('by default, the second step starts from the best so far', async () => {
  const { steps } = await replay(twoSteps, { steps: 2 })
  assert.deepEqual(steps[1]?.current.text, 'Think.')
  assert.deepEqual(
    steps[1]?.candidates.map(({ text, status }) => [text, status]),
    [
      ['B', 'known'],
      ['C', 'evaluated'],
      ['Think.', 'known'],
    ],
  )
})

test('a rejected candidate is never scored, and keeps its reason', async () => {
  const { steps, scored } = await replay({ replies: [['A', 'B']], scores: { A: 0.4 }, rejected: ['B'] }, { steps: 1 })
  assert.deepEqual(scored, ['A'])
  assert.equal(steps[0]?.candidates[1]?.problem?.code, 'placeholder-lost')
})

test('of ten candidates the three that lost a placeholder are counted, shown with the reason, and never scored', async () => {
  const all = [...'abcdefghij']
  const lost = ['b', 'e', 'i']
  const { steps, scored } = await replay(
    { replies: [all], scores: Object.fromEntries(all.map(text => [text, 0.4])), rejected: lost },
    { steps: 1, candidates: 10 },
  )
  const rejected = steps[0]?.candidates.filter(({ status }) => status === 'rejected') ?? []
  assert.deepEqual(
    rejected.map(({ text, cases, problem }) => [text, cases, problem?.code]),
    lost.map(text => [text, 0, 'placeholder-lost']),
  )
  assert.deepEqual(
    scored,
    all.filter(text => !lost.includes(text)),
  )
})

test('a prompt that fell out of the race is not measured again', async () => {
  const script = { replies: [['A'], ['A']], scores: { A: 0.4 }, dropped: ['A'] }
  const { steps, scored } = await replay(script, { steps: 2 })
  assert.deepEqual(scored, ['A'])
  assert.equal(steps[1]?.candidates[0]?.problem?.code, 'dropped-before')
})

test('where nobody came through the race, the one ahead is shown next, its score marked and leaning on the prior', async () => {
  const script = { replies: [['A', 'B'], ['C']], scores: { A: 0.2, B: 0.35, C: 0.1 }, dropped: ['A', 'B'] }
  const { steps } = await replay(script, { steps: 2 })
  assert.equal(steps[0]?.saved, 2 * 28)
  assert.deepEqual(steps[1]?.shown, [{ text: 'B', score: (0.35 * 20 + 0.5 * 10) / 30, cases: 20 }])
  assert.match(steps[1]?.metaPrompt ?? '', /\nInstruction: B\nScore: 40\.0 \(on 20 cases\)\n/)
})

test('the same text twice in one step is one candidate', async () => {
  const { steps } = await replay({ replies: [['A', 'A', 'B']], scores: { A: 0.6, B: 0.7 } }, { steps: 1 })
  assert.deepEqual(
    steps[0]?.candidates.map(({ text }) => text),
    ['A', 'B'],
  )
})

test('no more candidates are scored than were asked for, however many a reply holds', async () => {
  const { scored } = await replay(
    { replies: [['A<END><START>B<END><START>C']], scores: { A: 0.1, B: 0.1 } },
    { steps: 1, candidates: 2 },
  )
  assert.deepEqual(scored, ['A', 'B'])
})

for (const [what, script, steps, end, taken] of [
  ['a perfect score', { replies: [['A'], ['B']], scores: { A: 1, B: 1 } }, 5, 'perfect', 1],
  ['nothing new three times', { replies: [['A'], ['A'], ['A'], ['A']], scores: { A: 0.4 } }, 9, 'duplicates', 4],
  [
    'twelve steps without a gain',
    {
      replies: [...'abcdefghijklmn'].map(text => [text]),
      scores: Object.fromEntries([...'abcdefghijklmn'].map(text => [text, 0.4])),
      gains: false,
    },
    15,
    'no-gain',
    12,
  ],
] as const)
  test(`${what} ends the run`, async () => {
    const outcome = await replay(script, { steps })
    assert.equal(outcome.end, end)
    assert.equal(outcome.steps.length, taken)
  })

test('a run that goes on from its first step takes the same second step', async () => {
  const unbroken = await replay(twoSteps, { steps: 2 })
  const resumed = await replay(twoSteps, { steps: 2, from: unbroken.steps.slice(0, 1) })
  assert.deepEqual(resumed.steps, unbroken.steps)
})

test('a run that had ended without a gain has its whole patience again', async () => {
  const texts = [...'abcdefghijklmnopqrstuvwx']
  const script = {
    replies: texts.map(text => [text]),
    scores: Object.fromEntries(texts.map(text => [text, 0.4])),
    gains: false,
  }
  const first = await replay(script, { steps: 24 })
  assert.deepEqual([first.end, first.steps.length], ['no-gain', 12])
  const more = await replay(script, { steps: 24, from: first.steps, hadEnded: true })
  assert.deepEqual([more.end, more.steps.length], ['steps', 24])
})

const letters = [...'abcdefghijklmn']

for (const [what, mostPerStep, dropped, best, taken] of [
  ['a search that has found nothing goes on for its whole patience where races save enough', 25, letters, 0, 12],
  ['it stops once what they saved would not pay for another step', 40, letters, 0, 4],
  ['it stops with its steps if they saved nothing', 40, [], 0, 2],
  ['it stops with its steps once it has found something', 40, letters.slice(2), 0.3, 2],
  ['it stops with the steps that somebody has set', undefined, letters, 0, 2],
] as const)
  test(what, async () => {
    const script = {
      initial: { text: 'Think.', score: 0 },
      replies: letters.map(text => [text]),
      scores: Object.fromEntries(letters.map((text, at) => [text, at === 1 ? best : 0])),
      dropped,
      gains: false,
    }
    const options = { steps: 2, candidates: 1, ...(mostPerStep !== undefined && { mostPerStep }) }
    const { steps, end } = await replay(script, options)
    assert.deepEqual([end, steps.length], ['steps', taken])
  })

for (const [over, status, text, changed, proposed] of [
  ['allow', 'evaluated', 'one two three four five six', 5, undefined],
  ['reject', 'rejected', 'one two three four five six', 5, undefined],
  ['clip', 'evaluated', 'one two three four e f', 3, 5],
] as const)
  test(`with ${over}, a candidate of 5 changed words at a step size of 3 is ${status} as "${text}"`, async () => {
    const { steps } = await replay(
      {
        initial: { text: 'one b c d e f', score: 0.5 },
        replies: [['one two three four five six']],
        scores: status === 'evaluated' ? { [text]: 0.6 } : {},
      },
      { steps: 1, variant: { overStep: over, schedule: 'fixed', initialStepSize: 3 } },
    )
    const [candidate] = steps[0]?.candidates ?? []
    assert.deepEqual(
      [candidate?.status, candidate?.text, candidate?.wordsChanged, candidate?.wordsProposed],
      [status, text, changed, proposed],
    )
  })
