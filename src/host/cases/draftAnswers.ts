import { EventEmitter, type Uri, window, workspace } from 'vscode'
import type { DraftedCase } from '../../evals/drafting/draftFile.ts'
import type { Case } from '../../evals/evalSet.ts'
import { answer as byAnswer } from '../../evals/reading/checks.ts'
import { withField } from '../../evals/writing/editRow.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { requestedFrom } from '../../prompts/requestedPrompt.ts'
import type { ModelSpec, RunRequest } from '../../protocol/worker.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Features } from '../features.ts'
import { isPaid } from '../models/modelNames.ts'
import { firstView } from '../page/view.ts'
import { announceEnd } from '../runs/announce.ts'
import { readChoices } from '../runs/choices.ts'
import { openedDrafts } from './reviewDrafts.ts'
import { writeText } from './writeFile.ts'

/** What the present prompt answers to a draft, and what the grader makes of it. */
export interface DraftAnswer {
  readonly answer: string
  readonly said: 'answers' | 'passes with' | 'fails with'
}

interface Given {
  readonly prompt: string
  readonly answer: string
  /** Null if it could not be graded. */
  readonly passed: boolean | null
  /** What was asked, and by what the answer was graded: either may have been edited since. */
  readonly asked: string
  readonly graded: string
}

/** What the present prompts answer to drafts, for as long as the window is open and the prompt stays as it is. */
export class DraftAnswers extends Lifetime {
  private readonly changed = this.register(new EventEmitter<void>())
  readonly onDidChange = this.changed.event
  private readonly given = new Map<string, Given>()

  constructor() {
    super()
    this.register(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.forget(document.uri)
      }),
    )
  }

  of(drafts: Uri, draft: DraftedCase): DraftAnswer | undefined {
    const given = this.given.get(keyOf(drafts, draft.id))
    if (given?.asked !== askedOf(draft)) return undefined
    const { answer, passed, graded } = given
    const isJudged = draft.expected.length > 0 || draft.checks !== undefined
    if (passed === null || !isJudged || graded !== gradedOf(draft)) return { answer, said: 'answers' }
    return { answer, said: passed ? 'passes with' : 'fails with' }
  }

  /**
   * Puts drafts to the task model with the present prompt: those with these ids, or all. A request for each, which nothing
   * records as a score.
   */
  async ask(features: Features, drafts: Uri, ids?: readonly string[]): Promise<Outcome<readonly string[]>> {
    if (!workspace.isTrusted) return failure({ code: 'untrusted' })
    const opened = await openedDrafts(features, drafts)
    if (!opened.ok) return opened
    const { uri, prompt, target, evalSet, drafts: all } = opened.value
    const asked = ids === undefined ? all : all.filter(({ id }) => ids.includes(id))
    if (asked.length === 0) return failure({ code: 'no-drafts' })
    const choices = await readChoices(uri, features.keys)
    if (!choices.ok) return choices
    const request: RunRequest = {
      id: newRunId(),
      kind: 'evaluate',
      folder: pathOf(workspaceFolderOf(uri)),
      prompt: requestedFrom(prompt, target.id),
      evalSet: {
        path: pathOf(drafts),
        cases: asked.map(caseOf),
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
    if (!(await agrees(asked.length, choices.value.models.task))) return failure({ code: 'cancelled' })
    const started = features.runs.start({ request, resume: false, keys: choices.value.keys, view: firstView(request) })
    if (!started.ok) return started
    const end = await started.value.ended
    // An answer to a prompt that was edited meanwhile is none of the present one's.
    const now = await openedDrafts(features, drafts)
    if (!now.ok || now.value.prompt.source !== prompt.source) return failure({ code: 'cancelled' })
    const answers: string[] = []
    for (const result of end.type === 'evaluated' ? end.report.cases : []) {
      const draft = asked.find(({ id }) => id === result.id)
      if (draft === undefined || result.answer === null) continue
      const answer = result.answer.trim()
      answers.push(answer)
      this.given.set(keyOf(drafts, draft.id), {
        prompt: uri.toString(),
        answer,
        passed: result.passed,
        asked: askedOf(draft),
        graded: gradedOf(draft),
      })
    }
    if (answers.length < asked.length) await announceEnd(features, request, end)
    this.changed.fire()
    return answers.length === 0 ? failure({ code: 'cancelled' }) : success(answers)
  }

  /** Writes the answer of the prompt into the draft as its expected answer; it is still to be accepted. */
  async expect(features: Features, drafts: Uri, id: string): Promise<Outcome<void>> {
    const opened = await openedDrafts(features, drafts)
    if (!opened.ok) return opened
    const { drafts: all, draftsSource } = opened.value
    const draft = all.find(one => one.id === id)
    const answer = draft && this.of(drafts, draft)?.answer
    if (draft === undefined || answer === undefined) return failure({ code: 'no-drafts' })
    const changed = withField(pathOf(drafts), draftsSource, draft.line, 'expected', answer)
    if (!changed.ok) return changed
    const written = await writeText(drafts, draftsSource, changed.value)
    return written.ok ? success(undefined) : written
  }

  /** Another prompt would answer otherwise. */
  private forget(prompt: Uri): void {
    const stale = [...this.given].filter(([, given]) => given.prompt === prompt.toString())
    for (const [key] of stale) this.given.delete(key)
    if (stale.length > 0) this.changed.fire()
  }
}

const keyOf = (drafts: Uri, id: string): string => `${drafts.toString()} ${id}`
const askedOf = ({ vars }: DraftedCase): string => JSON.stringify(vars)
const gradedOf = ({ expected, checks }: DraftedCase): string => JSON.stringify([expected, checks])

const caseOf = ({ id, vars, expected, checks }: DraftedCase): Case => ({
  id,
  vars,
  expected: expected.length > 0 || checks ? expected : [''],
  ...(checks && { checks }),
})

/** So many requests are sent at one click, without a question. */
const fewRequests = 10

async function agrees(requests: number, model: ModelSpec): Promise<boolean> {
  if (requests <= fewRequests || !isPaid(model)) return true
  const detail = `${counted(requests, 'request')} to ${model.id}; answers that are known already cost nothing.`
  const question = `Ask for the prompt's answers to ${counted(requests, 'draft')}?`
  return (await window.showInformationMessage(question, { modal: true, detail }, 'Ask')) === 'Ask'
}
