import type { Case, EvalSet } from '../../evals/evalSet.ts'
import { caseSeverities, type Severity } from '../../evals/health/caseSeverities.ts'
import { questionOf } from '../../evals/preparing/caseName.ts'
import type { Problem, ProblemCode } from '../../problem/problem.ts'
import { explanation, sentence } from '../../problem/sentences.ts'
import type { FindingView, HealthView, JudgeView } from '../../protocol/healthPage.ts'
import { couldShow } from '../../report/fewTestCases.ts'
import { agreementWords, judgeCaveat, swayWords } from '../../report/judgeWords.ts'
import { modelTitle } from '../../report/titles.ts'
import { counted } from '../../text/numbers.ts'
import { fixesFor, isRowFix, type RowFix } from '../problems/quickFixes.ts'
import type { Health } from './healths.ts'

/** The kinds of findings in the order in which they are shown: what makes a score wrong comes first. */
const kinds: Partial<Readonly<Record<ProblemCode, string>>> = {
  'case-contradicts': 'One input, two expected answers',
  'case-unreachable': 'No answer is ever right',
  'case-leaks': 'Leaks into the test',
  'case-doubted': 'Wrong labels, perhaps',
  'case-flips': 'Flip when asked again',
  'case-doubled': 'Doubles',
  'case-nearly-doubled': 'Near-doubles',
  'case-in-prompt': 'In the prompt itself',
  'case-dead': 'Dead: no two prompts are told apart',
  'case-draft': 'Drafts',
  'case-disputed': 'Disputed',
}

const others = 'Other'

export const severityOf = ({ code }: Problem): Severity => caseSeverities[code] ?? 'warning'

/** Findings in the order of the page. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] => {
  const codes: readonly string[] = Object.keys(kinds)
  const rank = ({ code }: Problem): number => (codes.indexOf(code) + codes.length + 1) % (codes.length + 1)
  return problems.toSorted((a, b) => rank(a) - rank(b))
}

/** What can be done about a finding from the page: what changes the row of its case. */
export const rowFixes = (problem: Problem, evalSet: EvalSet): readonly RowFix[] =>
  fixesFor(
    { problem, path: problem.place?.path ?? '', line: problem.place?.line ?? 1, severity: severityOf(problem) },
    evalSet,
  ).filter(isRowFix)

/** The case that a finding is about; undefined if it is about none that is scored. */
export const caseOf = (problem: Problem, { cases }: EvalSet): Case | undefined =>
  'id' in problem ? cases.find(({ id }) => id === problem.id) : undefined

/** Everything that the page draws. `relative` names a file as the user knows it. */
export function healthView(
  { isChecking, problem, checked, ...judging }: Health,
  { prompt, at, relative }: { readonly prompt: string; readonly at: number; relative(path: string): string },
): HealthView {
  const report = checked?.report
  const looked =
    report === undefined
      ? ''
      : `${counted(report.cases, 'case')} checked, ${report.prompts === 0 ? 'no answers of earlier runs are at hand, so wrong labels and dead cases cannot be told yet' : `with the answers of ${counted(report.prompts, 'earlier prompt')}`}: ${counted(report.problems.length, 'finding')}.`
  const judge = judgeView(judging, report)
  return {
    prompt,
    name: relative(prompt),
    evalSet: checked === undefined ? '' : relative(checked.evalSet.path),
    at,
    state: isChecking ? 'checking' : problem === undefined ? 'done' : 'failed',
    ...(problem && { failure: sentence(problem) }),
    looked,
    shows: report === undefined ? '' : couldShow(report.enough.test, report.enough.smallestGain),
    few: report?.enough.few ?? [],
    findings:
      checked === undefined
        ? []
        : inOrder(checked.report.problems).map(one => findingView(one, checked.evalSet, relative)),
    ...(judge && { judge }),
  }
}

function findingView(problem: Problem, evalSet: EvalSet, relative: (path: string) => string): FindingView {
  const found = caseOf(problem, evalSet)
  const { place } = problem
  return {
    kind: kinds[problem.code] ?? others,
    severity: severityOf(problem),
    sentence: explanation(problem),
    ...(place && { at: place.line === undefined ? relative(place.path) : `${relative(place.path)}:${place.line}` }),
    ...(found && { input: questionOf(found), expected: found.expected.join(' or ') }),
    fixes: rowFixes(problem, evalSet).map(({ title }) => title),
  }
}

function judgeView(
  { judge, judging, judged }: Pick<Health, 'judge' | 'judging' | 'judged'>,
  report: HealthReportOf,
): JudgeView | undefined {
  if (judge === undefined) return undefined
  const { model, marked } = judge
  const failure = judged?.ok === false ? judged.problem : marked.ok ? undefined : marked.problem
  return {
    model: model === undefined ? 'none is chosen' : modelTitle(model.id),
    simulated: model?.kind === 'demo',
    marks: marked.ok ? marked.value.answers.length : 0,
    caveats: judgeCaveat(report?.judge),
    ...(judging && { progress: judging }),
    ...(failure && { failure: sentence(failure) }),
    ...(judged?.ok && {
      found: {
        sentences: [agreementWords(judged.value.figures), ...swayWords(judged.value.figures)],
        confusion: judged.value.figures.confusion,
        disagreements: judged.value.disagreements.map(({ mark, input, answer, comment, reason }) => ({
          mark,
          input,
          answer,
          ...(comment !== undefined && { comment }),
          ...(reason !== undefined && { reason }),
        })),
      },
    }),
  }
}

type HealthReportOf = NonNullable<Health['checked']>['report'] | undefined
