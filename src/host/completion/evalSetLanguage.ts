import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  extensions,
  Hover,
  type HoverProvider,
  languages,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  type Uri,
} from 'vscode'
import { isNamedEvalSet } from '../../evals/evalSetPlaces.ts'
import { readPromptFile, readSourceText } from '../../prompts/readPromptFile.ts'
import { evalSetDocuments } from '../editor/evalSetDocuments.ts'
import { editorFiles, pathOf, uriOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { loadPart } from '../onDemand.ts'
import type { ChosenEvalSets } from '../prompts/preparePrompt.ts'
import { promptsOf } from '../prompts/promptsOf.ts'
import type { Cursor } from './cursor.ts'
import { cursorAt } from './cursorAt.ts'
import type { Word } from './evalSetWords.ts'

/** Completes and explains the keys, graders and variables of an eval set, based on its schema and its prompt. */
export class EvalSetLanguage extends Lifetime implements CompletionItemProvider, HoverProvider {
  private readonly chosen: ChosenEvalSets

  constructor(chosen: ChosenEvalSets) {
    super()
    this.chosen = chosen
    this.register(languages.registerCompletionItemProvider(evalSetDocuments, this, '"', ' ', ':', '-'))
    this.register(languages.registerHoverProvider(evalSetDocuments, this))
  }

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const cursor = cursorAt(document.uri.path, document.getText(), document.offsetAt(position))
    const placeholders = cursor && (await this.placeholders(document.uri))
    if (cursor === undefined || placeholders === undefined) return []
    const words = await wordsAt(cursor, placeholders)
    const range = rangeOf(document, cursor)
    const isOurs = ({ kind }: Word) => kind === 'variable' || !readsSchema(document)
    return words
      .filter(
        word => isOurs(word) && (word.kind === 'grader' || word.kind === 'value' || !cursor.keys.includes(word.word)),
      )
      .map((word, index) => itemOf(word, index, range, writtenBy(word, cursor, document)))
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const cursor = cursorAt(document.uri.path, document.getText(), document.offsetAt(position))
    const placeholders = cursor && (await this.placeholders(document.uri))
    if (cursor === undefined || placeholders === undefined) return undefined
    const range = rangeOf(document, cursor)
    const written = document.getText(range)
    const word = (await wordsAt(cursor, placeholders)).find(({ word }) => word === written)
    const isSaid = word !== undefined && word.kind !== 'variable' && readsSchema(document)
    return word === undefined || word.description === '' || isSaid ? undefined : new Hover(explained(word), range)
  }

  /**
   * Placeholders of the prompts that this eval set belongs to. Undefined for a file that neither belongs to a prompt
   * nor has the name of an eval set: a folder called `tests` may contain anything.
   */
  private async placeholders(evalSet: Uri): Promise<readonly string[] | undefined> {
    const options = {
      files: editorFiles(evalSet),
      root: pathOf(workspaceFolderOf(evalSet)),
      chosen: (prompt: string) => this.chosen.of(uriOf(prompt, evalSet)),
    }
    const near = await promptsOf(pathOf(evalSet), options)
    const prompts = new Set([...near, ...this.chosen.promptsOf(pathOf(evalSet))])
    if (prompts.size === 0 && !isNamedEvalSet(evalSet.path)) return undefined
    const names = new Set<string>()
    for (const path of prompts) {
      const source = await readSourceText(path, options.files)
      const file = source.ok ? readPromptFile(path, source.value) : undefined
      for (const { placeholders } of file?.ok ? file.value.targets : [])
        for (const name of placeholders) names.add(name)
    }
    return [...names]
  }
}

/** The schema with its explanations is loaded when it is first needed. */
async function wordsAt(cursor: Cursor, placeholders: readonly string[]): Promise<readonly Word[]> {
  const words = await loadPart(() => import('./evalSetWords.ts'))
  return words?.wordsAt(cursor, placeholders) ?? []
}

/**
 * Whether another extension already completes and explains the file from our schema, so that everything would appear
 * twice.
 */
function readsSchema({ languageId, uri }: TextDocument): boolean {
  if (!isNamedEvalSet(uri.path)) return false
  const reader = { json: 'vscode.json-language-features', yaml: 'redhat.vscode-yaml' }[languageId]
  return reader !== undefined && extensions.getExtension(reader) !== undefined
}

const rangeOf = (document: TextDocument, { start, end }: Cursor): Range =>
  new Range(document.positionAt(start), document.positionAt(end))

function itemOf(word: Word, index: number, range: Range, written: string): CompletionItem {
  const item = new CompletionItem(word.word, kinds[word.kind])
  item.range = range
  item.insertText = written
  item.documentation = explained(word)
  item.detail = 'GPO'
  item.sortText = String(index).padStart(3, '0')
  return item
}

/** In the file's notation: JSON with quotes, YAML with quotes only if the bare name would mean something else. */
function writtenBy({ word, kind }: Word, cursor: Cursor, document: TextDocument): string {
  const isJson = /\.jsonl?$/i.test(document.uri.path)
  const isKey = kind === 'key' || kind === 'variable'
  const isBare = cursor.quoted || (isJson ? kind === 'value' && /^(?:true|false)$/.test(word) : /^[\w.-]+$/.test(word))
  const name = isBare ? word : JSON.stringify(word)
  return isKey && !cursor.hasColon && !cursor.quoted ? `${name}: ` : name
}

/** Descriptions are our own text; names of placeholders come from files and are escaped. */
const explained = ({ description, kind }: Word): MarkdownString =>
  kind === 'variable' ? new MarkdownString().appendText(description) : new MarkdownString(description)

const kinds: Readonly<Record<Word['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  variable: CompletionItemKind.Variable,
  grader: CompletionItemKind.Function,
  value: CompletionItemKind.EnumMember,
}
