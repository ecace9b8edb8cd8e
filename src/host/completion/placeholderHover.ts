import { Hover, type HoverProvider, languages, MarkdownString, type Position, Range, type TextDocument } from 'vscode'
import type { Case } from '../../evals/evalSet.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf, relativePath, uriOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { linkAddress } from '../editor/linkAddress.ts'
import { boundSet } from '../problems/findings.ts'
import { isPrompt, promptDocuments } from '../prompts/isPrompt.ts'
import { type ChosenEvalSets, inspectPrompt } from '../prompts/preparePrompt.ts'
import { placeholderMarks } from './placeholderMarks.ts'
import { valuesOf } from './values.ts'

/** Shows, when the pointer is over a placeholder, the values that the cases give it, and where they are. */
export class PlaceholderHover extends Lifetime implements HoverProvider {
  private readonly chosen: ChosenEvalSets

  constructor(chosen: ChosenEvalSets) {
    super()
    this.chosen = chosen
    this.register(languages.registerHoverProvider(promptDocuments, this))
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const { uri } = document
    const file = isPrompt(uri) ? readPromptFile(pathOf(uri), document.getText()) : undefined
    const at = document.offsetAt(position)
    const mark = file?.ok ? placeholderMarks(file.value).find(({ start, end }) => start <= at && at <= end) : undefined
    if (mark === undefined) return undefined
    const root = workspaceFolderOf(uri)
    const evalSet = boundSet(await inspectPrompt(uri, this.chosen))
    const range = new Range(document.positionAt(mark.start), document.positionAt(mark.end))
    if (evalSet === undefined) return new Hover(new MarkdownString('No eval set fills this placeholder yet.'), range)
    const place = uriOf(evalSet.path, uri)
    return new Hover(
      described(mark.name, evalSet.cases, relativePath(root, place), linkAddress(place.toString())),
      range,
    )
  }
}

/** Values come from files, so they are only shown as code. */
function described(name: string, cases: readonly Case[], label: string, address: string): MarkdownString {
  const { values, distinct, filled } = valuesOf(name, cases)
  const said = new MarkdownString()
  said.isTrusted = false
  said.supportHtml = false
  const all = counted(cases.length, 'case')
  const told = distinct > values.length ? `, the first ${values.length}:` : filled === 0 ? '' : ':'
  said.appendMarkdown(filled === 0 ? 'No case has a value for ' : `${counted(distinct, 'value')} of `).appendText(name)
  said.appendMarkdown(` in ${filled === 0 || filled === cases.length ? all : `${filled} of ${all}`}${told}`)
  if (values.length > 0) said.appendCodeblock(values.join('\n'), 'plaintext')
  said.appendMarkdown('\n\n[').appendText(label).appendMarkdown(`](<${address}>)`)
  return said
}
