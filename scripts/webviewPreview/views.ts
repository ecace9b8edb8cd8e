import type { Candidate, CaseAnswers, Graded, GradedAnswer, RunView, Step } from '../../src/protocol/page.ts'
import { baseline, chance, inputOf, makeStep, original, progress, steps, verdict } from './madeUp.ts'

/** Views to look at: what the page meets, and what it must survive. Every number comes from a formula, so they never change. */
export function makeViews(): Readonly<Record<string, RunView>> {
  return {
    starting: view({ state: 'running' }),
    baseline: view({ state: 'running', splits, progress: progress('baseline', 0, 31, 48) }),
    running: running(),
    done: done(18, 8),
    worse: worse(),
    undecided: { ...done(5, 10), ...verdict(5, 10, 'not distinguishable') },
    untested: untested(),
    barren: barren(),
    failed: view({
      state: 'failed',
      splits,
      initial: baseline(original),
      steps: steps(5, 8, original),
      progress: progress('step', 6, 12, 384),
      failure:
        'The endpoint https://api.example.com/v1 asks to wait: 429 Too Many Requests. Lower the concurrency, or resume later.',
      resumable: true,
    }),
    single: single(),
    long: long(),
    many: many(),
    large: done(250, 20),
    hostile: hostile(),
  }
}

const splits = { train: 60, validation: 48, test: 144 }

const view = (part: Partial<RunView> & Pick<RunView, 'state'>): RunView => ({
  runId: 'run-1',
  prompt: 'prompts/answer.prompt.md',
  evalSet: 'evals/answer.jsonl',
  taskModel: 'openai:gpt-4.1-mini',
  optimizerModel: 'openai:gpt-4.1',
  simulated: false,
  strategy: 'gpo',
  cases: Array.from({ length: 48 }, (_, index) => ({
    id: `case-${index + 1}`,
    name: `case-${index + 1}`,
    input: inputOf(index),
  })),
  steps: [],
  resumable: false,
  ...part,
})

const running = () =>
  view({
    state: 'running',
    splits,
    initial: baseline(original),
    steps: steps(4, 8, original),
    progress: progress('step', 5, 131, 384),
    taskModel: 'demo (simulated)',
    optimizerModel: 'demo (simulated)',
    simulated: true,
  })

function done(size: number, width: number): RunView {
  const made = steps(size, width, original)
  return view({ state: 'done', splits, initial: baseline(original), steps: made, ...verdict(size, width, 'better') })
}

/** A run of which the test cases say that the search was wrong, and that was cancelled on its way. */
function worse(): RunView {
  const made = done(3, 8)
  const { report } = verdict(3, 8, 'worse')
  return { ...made, state: 'cancelled', resumable: true, report: { ...report, stop: 'cancelled' } }
}

/** The least that can be drawn: one step of one candidate. */
function single(): RunView {
  const made = steps(1, 1, original)
  const first = made[0]?.candidates[0]
  const { report } = verdict(1, 1, 'not distinguishable')
  const best = { text: first?.text ?? '', step: 1, validation: first?.score ?? null, test: 78 / 144 }
  return { ...done(1, 1), report: { ...report, best }, taskModel: 'demo (simulated)', simulated: true }
}

/** Prompts of 5,000 words. */
function long(): RunView {
  const prompt = Array.from({ length: 250 }, (_, index) => `${index + 1}. ${original}`).join('\n\n')
  return { ...done(3, 4), initial: baseline(prompt), steps: steps(3, 4, prompt) }
}

/** 64 candidates a step, and an eval set of 5,000 cases. */
function many(): RunView {
  const size = 2000
  const graded = (step: number, share: number): readonly Graded[] =>
    Array.from({ length: size }, (_, index) => ({
      id: `case-${index + 1}`,
      grade: chance(1, index) + 0.5 * chance(step + 2, index) < 1.5 * share ? 1 : 0,
    }))
  const made = done(40, 64)
  return {
    ...made,
    splits: { train: 1000, validation: size, test: 2000 },
    cases: Array.from({ length: size }, (_, index) => ({
      id: `case-${index + 1}`,
      name: `case-${index + 1}`,
      input: inputOf(index),
    })),
    initial: { ...baseline(original), grades: graded(0, 25 / 48) },
    steps: made.steps.map(step => ({ ...step, grades: graded(step.step, step.current.score) })),
  }
}

function untested(): RunView {
  const tiny = { train: 7, validation: 7, test: 0 }
  const { report } = verdict(6, 4, 'better')
  const steps6 = steps(6, 4, original)
  return view({
    state: 'done',
    splits: tiny,
    initial: baseline(original),
    steps: steps6,
    report: { ...report, comparison: null },
  })
}

/** A run without a winner: steps of which no candidate came through, and one without any. */
function barren(): RunView {
  const made = steps(3, 4, original).map((step, index): Step => {
    const { grades: _, ...rest } = step
    const dropped = step.candidates.map(
      (candidate): Candidate =>
        candidate.status === 'rejected' ? candidate : { ...candidate, status: 'dropped', cases: 20, score: 0.2 },
    )
    return { ...rest, winner: null, candidates: index === 1 ? [] : dropped }
  })
  const { report } = verdict(3, 4, 'not distinguishable')
  const best = { text: original, step: 0, validation: 25 / 48, test: null }
  return view({
    state: 'done',
    splits,
    initial: baseline(original),
    steps: made,
    report: { ...report, stop: 'duplicates', best, comparison: null },
  })
}

function hostile(): RunView {
  const texts = [
    '<script>document.title = "owned"</script><img src=x onerror=alert(1)></style></textarea><!--',
    'x'.repeat(2 ** 20),
    'אנא ענה על השאלה {{question}} במילה אחת \u202Eabc\u202C \u2066hidden\u2069',
    '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 \u0000\u0007\u001b[31mred\u001b[0m \u200b \ud800 tab\tend\r\nline',
    `${'very-long-word-'.repeat(200)}\n${'{{'.repeat(50)}`,
  ]
  const graded = texts.map((text, index): Graded => ({ id: text.slice(0, 5000), grade: index / 4 }))
  const step: Step = {
    ...makeStep(1, texts.length, original),
    grades: graded,
    current: baseline(texts[4] ?? ''),
    shown: texts.map((text, index) => ({ text, score: index / 5 })),
    metaPrompt: texts.join('\n'),
    candidates: texts.map((text, index): Candidate => {
      const candidate = { text, cases: 48, wordsChanged: 10 * index }
      const problem = { code: 'placeholder-lost', token: texts[0] ?? '' } as const
      return index === 4
        ? { ...candidate, status: 'rejected', problem }
        : { ...candidate, status: 'evaluated', score: index / 4 }
    }),
    winner: 3,
  }
  return view({
    state: 'failed',
    prompt: `prompts/${texts[0]}/${'deep/'.repeat(40)}\u202Egnp.md`,
    evalSet: texts[2] ?? '',
    taskModel: texts[3] ?? '',
    failure: `${texts[0]} ${texts[3]}`,
    initial: {
      ...baseline(texts[4] ?? ''),
      grades: graded.toReversed().map(({ grade }, index) => ({ id: graded[index]?.id ?? '', grade })),
    },
    cases: texts.map(text => ({
      id: text.slice(0, 5000),
      name: text.slice(0, 5000),
      input: text.slice(0, 5000),
    })),
    steps: [step],
    resumable: true,
  })
}

/** What a page is told of an opened case. */
export const answersOf = (view: RunView, step: number, caseId: string): CaseAnswers => {
  const index = view.cases?.findIndex(({ id }) => id === caseId) ?? 0
  const graded = (all: readonly Graded[] | undefined) => all?.find(({ id }) => id === caseId)?.grade
  const answer = (grade: number | null | undefined): GradedAnswer | null =>
    grade == null
      ? null
      : { answer: grade === 1 ? 'Counting: 1, 2, 3, 4.\n\nThe answer is 4.' : 'You have several objects: 5.', grade }
  return {
    step,
    caseId,
    input: view.cases?.[index]?.input ?? '',
    expected: ['4', 'four'],
    initial: answer(graded(view.initial?.grades)),
    winner: answer(graded(view.steps.find(made => made.step === step)?.grades)),
  }
}
