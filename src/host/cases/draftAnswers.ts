import { EventEmitter, type Uri, workspace } from 'vscode'
import type { DraftedCase } from '../../evals/drafting/draftFile.ts'
import { Lifetime } from '../editor/lifetime.ts'

/** What the present prompt answers to a draft, and what the grader makes of it. */
export interface DraftAnswer {
  readonly answer: string
  readonly said: 'answers' | 'passes with' | 'fails with'
}

export interface AnsweredDraft extends Pick<Given, 'answer' | 'passed'> {
  readonly draft: DraftedCase
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

  /** Takes what `prompt` answered to drafts, and whether each answer passed: null if that could not be graded. */
  note(prompt: Uri, drafts: Uri, answered: readonly AnsweredDraft[]): void {
    for (const { draft, answer, passed } of answered) {
      const [asked, graded] = [askedOf(draft), gradedOf(draft)]
      this.given.set(keyOf(drafts, draft.id), { prompt: prompt.toString(), answer, passed, asked, graded })
    }
    this.changed.fire()
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
