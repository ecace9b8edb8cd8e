import assert from 'node:assert/strict'
import test from 'node:test'
import { firstView, nextView, recordedView } from '../../../src/host/page/view.ts'
import { progress, report, request, step } from './requests.ts'

const first = firstView(request(4))

test('a view begins with names relative to the folder, and says that demo is simulated', () => {
  assert.deepEqual([first.prompt, first.evalSet], ['prompts/triage.prompt.md', 'prompts/triage.eval.yaml'])
  assert.deepEqual([first.taskModel, first.simulated, first.state], ['demo (simulated)', true, 'running'])
})

test('events build the view one after the other', () => {
  const splits = { train: 1, validation: 3, test: 0 }
  const view = [
    { type: 'started', runId: first.runId, steps: 2, splits, projectedCalls: 9 } as const,
    { type: 'baseline', initial: { text: 'Answer.', score: 0.5 } } as const,
    { type: 'progress', progress: progress('step') } as const,
    { type: 'step', step: step(1, 0.5) } as const,
    { type: 'step', step: step(2, 0.6) } as const,
  ].reduce(nextView, first)
  assert.deepEqual(view, {
    ...first,
    splits,
    initial: { text: 'Answer.', score: 0.5 },
    progress: progress('step'),
    steps: [step(1, 0.5), step(2, 0.6)],
  })
})

test('a step that a resumed run tells again takes the place of the one before', () => {
  const told = [step(1, 0.5), step(2, 0.6), step(2, 0.7)].reduce(
    (view, step) => nextView(view, { type: 'step', step }),
    first,
  )
  assert.deepEqual(
    told.steps.map(({ current }) => current.score),
    [0.5, 0.7],
  )
})

for (const [stop, state, resumable] of [
  ['steps', 'done', false],
  ['calls', 'done', false],
  ['cancelled', 'cancelled', true],
] as const)
  test(`a run that stops by ${stop} is ${state}${resumable ? ' and can go on' : ''}`, () => {
    const view = nextView(first, { type: 'optimized', report: report({ stop }) })
    assert.deepEqual([view.state, view.resumable, view.report?.stop, view.steps.length], [state, resumable, stop, 2])
  })

test('a failed run says why and whether it can go on', () => {
  const view = nextView(first, {
    type: 'failed',
    problem: { code: 'worker-died', detail: 'it exited with code 1' },
    resumable: true,
  })
  assert.equal(view.state, 'failed')
  assert.equal(view.resumable, true)
  assert.match(view.failure ?? '', /exited with code 1/)
})

test('a journal without an end shows a run that can go on', () => {
  const record = {
    runId: first.runId,
    startedAt: '',
    request: undefined,
    steps: [step(1, 0.5)],
    elapsedMs: 1,
    looks: 0,
  }
  const view = recordedView({ request: request(4), record, report: undefined }, false)
  assert.deepEqual([view.state, view.resumable, view.steps.length], ['stopped', true, 1])
})

test('a journal of a run that failed says why, also after a reload', () => {
  const record = { runId: first.runId, startedAt: '', request: undefined, steps: [], elapsedMs: 1, looks: 0 }
  const failure = 'openai does not accept the key.'
  const view = recordedView({ request: request(4), record: { ...record, failure }, report: undefined }, false)
  assert.deepEqual([view.state, view.failure, view.resumable], ['failed', failure, true])
})

test('a finished journal says whether its best prompt stands in the file', () => {
  const record = { runId: first.runId, startedAt: '', request: undefined, steps: [], elapsedMs: 1, looks: 0 }
  const view = recordedView({ request: request(4), record, report: report() }, true)
  assert.deepEqual([view.state, view.report?.written], ['done', true])
})

test('a run from its journal shows what it showed live', () => {
  const ended = report({ written: true })
  const live = [
    { type: 'started', runId: first.runId, steps: 2, splits: { train: 1, validation: 3, test: 0 }, projectedCalls: 9 },
    { type: 'baseline', initial: { text: 'Answer.', score: 0.5 } },
    ...ended.steps.map(step => ({ type: 'step', step }) as const),
    { type: 'optimized', report: ended },
  ] as const
  const initial = { text: 'Answer.', score: 0.5 }
  const record = {
    runId: first.runId,
    startedAt: '',
    request: undefined,
    initial,
    steps: ended.steps,
    elapsedMs: 1,
    looks: 0,
  }
  const shown = live.reduce(nextView, first)
  assert.deepEqual(recordedView({ request: request(4), record, report: ended }, true), shown)
  assert.ok(!('steps' in (shown.report ?? {})), 'the steps are sent once')
})

test('a view holds the validation cases by their first words, and says what measures relevance', () => {
  const many = request(8)
  const cases = many.evalSet.cases.map(evalCase => ({
    ...evalCase,
    vars: { text: `${evalCase.id}:\n${'word '.repeat(100)}` },
  }))
  const view = firstView({
    ...many,
    evalSet: { ...many.evalSet, cases },
    models: { ...many.models, embedding: { kind: 'demo', id: 'demo' } },
  })
  assert.equal(view.cases?.length, 6)
  assert.match(view.cases?.[0]?.input ?? '', /^case-\d: word word .*…$/)
  assert.ok(view.cases?.every(({ input }) => input.length <= 161))
  assert.deepEqual([view.strategy, view.embeddingModel, first.embeddingModel], ['gpo', 'demo (simulated)', undefined])
})

test('the end of a run keeps what its steps told beyond the report', () => {
  const told = { ...step(1, 0.5), grades: [{ id: 'case-0', grade: 1 }] }
  const view = nextView({ ...first, steps: [told] }, { type: 'optimized', report: report() })
  assert.deepEqual(view.steps, [told, step(2, 0.6)])
})
