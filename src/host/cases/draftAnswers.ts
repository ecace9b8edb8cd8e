import { EventEmitter, type Uri, workspace } from 'vscode'
import type { DraftedCase } from '../../evals/drafting/draftFile.ts'
import type { Case } from '../../evals/evalSet.ts'
import { answer as byAnswer } from '../../evals/reading/checks.ts'
import { withField } from '../../evals/writing/editRow.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { requestedFrom } from '../../prompts/requestedPrompt.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { oneLine } from '../../review/changeTitles.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Features } from '../features.ts'
import { firstView } from '../page/view.ts'
import { announceEnd } from '../runs/announce.ts'
import { readChoices } from '../runs/choices.ts'
import { openedDrafts } from './reviewDrafts.ts'
import { writeText } from './writeFile.ts'

interface Given {
  readonly answer: string
  /** The answer in short, with what the grader makes of it. */
  readonly title: string
}

/** What the present prompt answers to drafts, for as long as the window is open. */
export class DraftAnswers extends Lifetime {
  private readonly changed = this.register(new EventEmitter<void>())
  readonly onDidChange = this.changed.event
  private readonly given = new Map<string, Given>()

  of(drafts: Uri, id: string): Given | undefined {
    return this.given.get(`${drafts.toString()} ${id}`)
  }

  /** Asks the task model with the present prompt. One request, which nothing records as a score. */
  async ask(features: Features, drafts: Uri, id: string): Promise<Outcome<string>> {
    if (!workspace.isTrusted) return failure({ code: 'untrusted' })
    const opened = await openedDrafts(features, drafts)
    if (!opened.ok) return opened
    const draft = opened.value.drafts.find(one => one.id === id)
    if (draft === undefined)
      return failure({ code: 'unknown-draft', id, known: opened.value.drafts.map(one => one.id) })
    const { uri, prompt, target, evalSet } = opened.value
    const choices = await readChoices(uri, features.keys)
    if (!choices.ok) return choices
    const request: RunRequest = {
      id: newRunId(),
      kind: 'evaluate',
      folder: pathOf(workspaceFolderOf(uri)),
      prompt: requestedFrom(prompt, target.id),
      evalSet: {
        path: pathOf(drafts),
        cases: [caseOf(draft)],
        checks: evalSet?.checks.length ? evalSet.checks : [byAnswer],
        ...(evalSet?.dialect && { dialect: evalSet.dialect }),
        exemplars: [],
        problems: [],
      },
      partial: true,
      pairedBy: 'none',
      models: choices.value.models,
      settings: choices.value.settings,
    }
    const started = features.runs.start({ request, resume: false, keys: choices.value.keys, view: firstView(request) })
    if (!started.ok) return started
    const end = await started.value.ended
    const [result] = end.type === 'evaluated' ? end.report.cases : []
    if (result === undefined || result.answer === null) {
      await announceEnd(features, request, end)
      return failure({ code: 'cancelled' })
    }
    const isJudged = draft.expected.length > 0 || draft.checks !== undefined
    const mark = !isJudged ? 'answers' : result.passed ? 'passes with' : 'fails with'
    const answer = result.answer.trim()
    this.given.set(`${drafts.toString()} ${id}`, { answer, title: `The prompt ${mark} “${oneLine(answer, 60)}”` })
    this.changed.fire()
    return success(answer)
  }

  /** Writes the answer of the prompt into the draft as its expected answer; it is still to be accepted. */
  async expect(features: Features, drafts: Uri, id: string): Promise<Outcome<void>> {
    const answer = this.of(drafts, id)?.answer
    const opened = await openedDrafts(features, drafts)
    if (!opened.ok) return opened
    const { drafts: all, draftsSource } = opened.value
    const draft = all.find(one => one.id === id)
    if (draft === undefined || answer === undefined) return failure({ code: 'no-drafts' })
    const changed = withField(pathOf(drafts), draftsSource, draft.line, 'expected', answer)
    if (!changed.ok) return changed
    const written = await writeText(drafts, draftsSource, changed.value)
    return written.ok ? success(undefined) : written
  }
}

const caseOf = ({ id, vars, expected, checks }: DraftedCase): Case => ({
  id,
  vars,
  expected: expected.length > 0 || checks ? expected : [''],
  ...(checks && { checks }),
})
