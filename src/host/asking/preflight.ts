import { commands, ProgressLocation, type QuickPickItem, QuickPickItemKind, Uri, window } from 'vscode'
import { caseName } from '../../evals/preparing/caseName.ts'
import { requestsPerCase } from '../../evals/scoring/requestCounts.ts'
import type { EvalReportCase, RunRequest } from '../../protocol/worker.ts'
import { oneLine } from '../../review/changeTitles.ts'
import { counted } from '../../text/numbers.ts'
import { unlinked } from '../editor/unlinked.ts'
import type { Features } from '../features.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import { announceEnd } from '../runs/announce.ts'
import type { RunEnd, RunStart } from '../runs/workerRun.ts'
import { fitOf } from './projection.ts'

/** Number of cases that are asked first; the baseline then finds their answers in the cache. */
const first = 5

/**
 * Asks the first cases of a run. If no answer is right, something other than the prompt is probably wrong; if all are,
 * there may be little to improve, or the grader takes anything. The user then sees the answers beside the expected ones
 * before more is spent. They are asked under the run's own name: what they cost is in its account from the start. Returns
 * the run to start, or how it ended.
 */
export async function preflight(features: Features, start: RunStart): Promise<RunStart | RunEnd | undefined> {
  const { request } = start
  const cases = fitOf(request).splits.validation.slice(0, first)
  const { calls = Number.POSITIVE_INFINITY } = request.settings.caps
  if (cases.length < first || calls <= first * requestsPerCase(request.evalSet, request.settings.repeats)) return start
  const asked: RunRequest = {
    ...request,
    kind: 'evaluate',
    partial: true,
    evalSet: { ...request.evalSet, cases },
  }
  const started = features.runs.start({ ...start, request: asked })
  // A second click while the first was still being prepared; the code that starts the run reports it.
  if (!started.ok) return start
  const run = started.value
  const title = `GPO: the first cases of ${unlinked(nameOf(request))}`
  const end = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_, token) => {
      token.onCancellationRequested(() => run.cancel())
      return run.ended
    },
  )
  if (end.type !== 'evaluated') {
    await announceEnd(features, asked, end)
    return end
  }
  const { score, cases: answers } = end.report
  const finding = score === 0 ? 'none' : score === 1 ? 'all' : undefined
  const goes = finding === undefined || (await goesOn(request, answers, finding))
  return goes ? start : undefined
}

type Choice = QuickPickItem & { readonly run?: readonly [command: string, ...args: unknown[]]; readonly isGo?: boolean }

/** What is said where the first answers are all wrong, or all right. */
const findings = {
  none: {
    title: 'None of the first',
    grader: 'Open the eval set: does it ask for more than a right answer, such as its exact wording?',
    hint: 'Something else than the prompt may be wrong. Nothing more is asked until you go on.',
  },
  all: {
    title: 'Every one of the first',
    grader: 'Open the eval set: would a wrong answer be told from a right one?',
    hint: 'There may be little to improve. Nothing more is asked until you go on.',
  },
} as const

async function goesOn(
  request: RunRequest,
  answers: readonly EvalReportCase[],
  finding: keyof typeof findings,
): Promise<boolean> {
  const told = findings[finding]
  const evalSet = Uri.file(request.evalSet.path)
  const isSimulated = request.models.task.kind === 'demo'
  const items: readonly Choice[] = [
    { label: '$(play) Go On', detail: 'Optimize the prompt all the same', isGo: true },
    {
      label: '$(checklist) Check the Grader',
      detail: told.grader,
      run: ['vscode.open', evalSet],
    },
    {
      label: '$(beaker) Show Cases',
      detail: 'Open the Test Explorer: a case that is run there shows its answer in full',
      run: ['workbench.view.testing.focus'],
    },
    ...(isSimulated && finding === 'none'
      ? [
          {
            label: '$(hubot) Choose a Real Model',
            detail: 'The demo model only knows counting, sorting, labelling, choosing, arithmetic and logic',
            run: ['gpo.chooseModels'] as const,
          },
          {
            label: '$(mortar-board) Open an Example',
            detail: 'One that the demo model knows',
            run: ['gpo.openExample'] as const,
          },
        ]
      : []),
    { label: 'Answers', kind: QuickPickItemKind.Separator },
    ...answers.slice(0, mostShown).map(
      (answer): Choice => ({
        label: answerBeside(answer),
        detail: whyOf(request, answer),
        run: ['vscode.open', evalSet],
      }),
    ),
  ]
  const picked = await window.showQuickPick([...items], {
    title: `${told.title} ${counted(answers.length, 'answer')} to ${nameOf(request)} is right`,
    placeHolder: told.hint,
    ignoreFocusOut: true,
  })
  if (picked?.run !== undefined) {
    const [command, ...args] = picked.run
    await commands.executeCommand(command, ...args)
  }
  return picked?.isGo === true
}

/** Number of answers shown beside what was expected. */
const mostShown = 3

/** The answer and what was expected, short enough for one row to show both. */
const answerBeside = ({ answer, expected }: EvalReportCase): string =>
  `answered ${quoted(answer ?? 'nothing', 36)}${expected.length === 0 ? '' : `, expected ${quoted(expected.join(' or '), 28)}`}`

const quoted = (text: string, most: number): string => `“${oneLine(text.trim(), most)}”`

/** The case, and why its answer is wrong or, where it is right, who says so. */
function whyOf({ evalSet }: RunRequest, { id, reason }: EvalReportCase): string {
  const found = evalSet.cases.find(evalCase => evalCase.id === id)
  if (found === undefined) return oneLine(reason ?? '', 160)
  const graders = (found.checks ?? evalSet.checks).map(({ grader }) => grader)
  return `${oneLine(caseName(found), 50)}: ${oneLine(reason || `right by ${graders.join(' and ')}`, 160)}`
}

const nameOf = ({ prompt }: RunRequest): string => promptTitle(prompt.path)
