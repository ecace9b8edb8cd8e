import { CodeLens, type CodeLensProvider, EventEmitter, languages, Range, type TextDocument } from 'vscode'
import { readDrafts } from '../../evals/drafting/draftFile.ts'
import { draftsEnding, isQueryDrafts } from '../../evals/drafting/draftPlaces.ts'
import { oneLine } from '../../review/changeTitles.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { DraftAnswers } from './draftAnswers.ts'

/** Above each draft what can be done with it, and above the first what can be done with all of them. */
export class DraftLenses extends Lifetime implements CodeLensProvider {
  private readonly changed = this.register(new EventEmitter<void>())
  readonly onDidChangeCodeLenses = this.changed.event
  private readonly answers: DraftAnswers

  constructor(answers: DraftAnswers) {
    super()
    this.answers = answers
    this.register(answers.onDidChange(() => this.changed.fire()))
    this.register(languages.registerCodeLensProvider({ pattern: `**/*${draftsEnding}` }, this))
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const { uri } = document
    const read = readDrafts(pathOf(uri), document.getText())
    if (!read.ok) return []
    const lens = (line: number, title: string, command: string, ...args: readonly unknown[]): CodeLens =>
      new CodeLens(new Range(line - 1, 0, line - 1, 0), { title, command: `gpo.${command}`, arguments: [uri, ...args] })
    const [first] = read.value
    const all = first
      ? [
          lens(first.line, counted(read.value.length, 'draft'), 'acceptDrafts'),
          lens(first.line, 'Accept Several…', 'acceptDrafts'),
          ...(isQueryDrafts(pathOf(uri)) ? [] : [lens(first.line, 'Answers of the Prompt to All', 'answerDrafts')]),
        ]
      : []
    return [
      ...all,
      ...read.value.flatMap(draft => {
        const { id, line, expected } = draft
        const given = this.answers.of(uri, draft)
        const decisions = [
          lens(line, '$(check) Accept', 'acceptDraft', id),
          lens(line, '$(close) Reject', 'rejectDraft', id),
        ]
        // A description answers nothing by itself.
        if (isQueryDrafts(pathOf(uri))) return decisions
        const title = given ? `The prompt ${given.said} “${oneLine(given.answer, 60)}”` : 'Answer of the Prompt'
        const canBeExpected = given !== undefined && given.answer !== '' && !expected.includes(given.answer)
        return [
          ...decisions,
          lens(line, `$(play) ${title}`, 'answerDraft', id),
          ...(canBeExpected ? [lens(line, '$(pencil) Take It as Expected', 'expectAnswer', id)] : []),
        ]
      }),
    ]
  }
}
