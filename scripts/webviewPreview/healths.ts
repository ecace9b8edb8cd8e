import { type JudgeVerdicts, judgeFigures } from '../../src/evals/marking/judgeFigures.ts'
import type { MarkedAnswer } from '../../src/evals/marking/markedAnswers.ts'
import { readEvalSet } from '../../src/evals/reading/readEvalSet.ts'
import type { Health } from '../../src/host/health/healths.ts'
import { healthView } from '../../src/host/health/healthView.ts'
import { noUsage } from '../../src/models/usage.ts'
import type { Problem } from '../../src/problem/problem.ts'
import type { HealthView } from '../../src/protocol/healthPage.ts'

import type { JudgeStanding } from '../../src/run/judging/judgeReport.ts'

/** Healths of eval sets to look at: made-up findings and verdicts, in the words of the product. */
export function makeHealths(): Readonly<Record<string, HealthView>> {
  const found: Health = { isChecking: false, checked: { evalSet: labels, report: reportOf(findings) } }
  return {
    'health-checking': drawn({ isChecking: true }),
    health: drawn(found),
    'health-sound': drawn({ isChecking: false, checked: { evalSet: labels, report: reportOf([]) } }),
    'health-failed': drawn({ isChecking: false, problem: { code: 'no-eval-set', tried: ['reply.eval.yaml'] } }),
    'health-many': drawn({ ...found, checked: { evalSet: labels, report: reportOf(many) } }),
    'health-judge': drawn({
      ...found,
      checked: { evalSet: labels, report: reportOf(findings, checkedJudge) },
      ...judge,
    }),
    'health-judging': drawn({ ...found, ...judge, judging: { done: 12, of: 48 } }),
    'health-unmarked': drawn({
      ...found,
      judge: { ...judge.judge, marked: { ok: false, problem: { code: 'no-marks' } } },
    }),
    'health-hostile': hostile(drawn({ ...found, ...judge })),
  }
}

const at = (name: string): string => `/shop/desk/${name}`
const relative = (path: string): string => path.replace('/shop/', '')
const drawn = (health: Health): HealthView => healthView(health, { prompt: at('reply.prompt.md'), at: 3, relative })

const labels = evalSetOf(`cases:
  - {id: refund-late, message: "I was charged twice, and the refund that you promised on the 3rd has still not come.", expected: delivery}
  - {id: kettle, message: "My blue kettle should have come on Tuesday and nobody picks up the phone.", expected: delivery, split: train}
  - {id: kettle-again, message: "My blue kettle should have come on Tuesday and nobody picks up the phone!", expected: delivery, split: test}
  - {id: lamp, message: Where is my lamp?, expected: delivery}
  - {id: lamp-twice, message: Where is my lamp?, expected: delivery}
  - {id: lamp-else, message: Where is my lamp?, expected: billing}
  - {id: password, message: Please reset my password., expected: account}
  - {id: invoice, message: May I have the invoice of May?, expected: billing}
`)

function evalSetOf(text: string) {
  const read = readEvalSet(at('reply.eval.yaml'), text)
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

const place = (line: number) => ({ path: at('reply.eval.yaml'), line })

const findings: readonly Problem[] = [
  { code: 'case-contradicts', id: 'lamp-else', of: 'lamp', asked: 'lamp', place: place(7) },
  { code: 'case-leaks', id: 'kettle-again', of: 'kettle', asked: 'kettle', alike: 0.97, place: place(4) },
  {
    code: 'case-unreachable',
    id: 'invoice',
    detail: 'the regular expression does not match "billing"',
    place: place(9),
  },
  { code: 'case-doubted', id: 'refund-late', instead: 'billing', votes: 5, of: 5, place: place(2) },
  { code: 'case-flips', id: 'password', flips: 2, prompts: 3, place: place(8) },
  { code: 'case-doubled', id: 'lamp-twice', of: 'lamp', asked: 'lamp', place: place(6) },
  { code: 'case-in-prompt', id: 'lamp', place: place(5) },
  { code: 'case-dead', id: 'password', passes: true, prompts: 6, place: place(8) },
  { code: 'case-disputed', id: 'late', place: place(10) },
]

const many: readonly Problem[] = Array.from({ length: 300 }, (_, index) => ({
  code: 'case-dead',
  id: `ticket-${index + 1}`,
  passes: index % 2 === 0,
  prompts: 6,
  place: place(index + 2),
}))

const unchecked = { judge: 'openai:gpt-4.1-mini', check: null }
const checkedJudge = {
  ...unchecked,
  check: { marks: 24, kappa: 0.73, interval: [0.33, 0.89], again: { asked: 24, turned: 1 } },
} as const

const reportOf = (problems: readonly Problem[], judge: JudgeStanding = unchecked) => ({
  cases: 60,
  prompts: 6,
  problems,
  enough: {
    test: 24,
    smallestGain: 0.22,
    few: [
      { label: 'account', cases: 1 },
      { label: 'billing', cases: 2 },
    ],
  },
  judge,
})

const answers: readonly MarkedAnswer[] = Array.from({ length: 24 }, (_, index) => ({
  id: `mark-${index + 1}`,
  evalCase: { id: `kettle-${index}`, vars: { message: `Where is parcel ${index}?` }, expected: [] },
  checks: [],
  answer: `The parcel ${index} comes on Friday.`,
  isGood: index % 3 > 0,
  line: index + 1,
}))

const verdicts: readonly JudgeVerdicts[] = answers.map(({ isGood }, index) => {
  const plain = index % 8 === 0 ? !isGood : isGood
  return { isGood, plain, padded: plain || index % 2 === 0, swapped: plain, again: index === 5 ? !plain : plain }
})

const judge = {
  judge: {
    model: { kind: 'vscode', id: 'vscode:copilot/gpt-4.1-mini', model: 'copilot/gpt-4.1-mini' },
    marked: { ok: true, value: { marksPath: at('reply.marks.yaml'), answers, notJudged: 1 } },
  },
  judged: {
    ok: true,
    value: {
      evalSet: at('reply.eval.yaml'),
      judge: 'openai:gpt-4.1-mini',
      figures: judgeFigures(verdicts, 1),
      disagreements: [0, 8, 16].map(index => ({
        id: `mark-${index + 1}`,
        input: `Where is parcel ${index}?`,
        answer: `Thank you for your message, which we value.\nThe parcel ${index} comes on Friday.`,
        mark: index === 8 ? 'good' : 'bad',
        ...(index === 0 && { comment: 'It never says sorry.' }),
        ...(index === 8 && { reason: 'The answer does not apologize.' }),
        place: { path: at('reply.marks.yaml'), line: index + 1 },
      })),
      failed: [],
      notJudged: 1,
      usage: noUsage,
    },
  },
} as const satisfies Partial<Health>

const attack = '<script>document.title = "owned"</script>\u202e"><img src=x onerror=alert(1)>'

function hostile(view: HealthView): HealthView {
  const { judge: { found, ...judge } = {}, findings } = view
  return {
    ...view,
    name: attack,
    evalSet: `${attack}${'w'.repeat(500)}`,
    few: [{ label: attack, cases: 1 }],
    findings: findings.map(one => ({
      ...one,
      sentence: `${one.sentence} ${attack}`,
      input: `${attack}${'w'.repeat(3000)}`,
      expected: attack.repeat(40),
      fixes: one.fixes.map(title => `${title} ${attack}`),
    })),
    ...(view.judge && {
      judge: {
        ...view.judge,
        ...judge,
        model: attack,
        ...(found && {
          found: {
            ...found,
            disagreements: found.disagreements.map(one => ({
              ...one,
              input: attack,
              answer: attack.repeat(100),
              comment: attack,
              reason: attack,
            })),
          },
        }),
      },
    }),
  }
}
