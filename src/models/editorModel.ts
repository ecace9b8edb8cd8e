import { failure, type Outcome, success } from '../problem/outcome.ts'

/**
 * Maximum number of concurrent requests to the language models of VS Code, over all runs, tests and tools, because the
 * user shares them.
 */
export const mostOfEditor = 4

/** A language model, by the names that VS Code uses. */
export interface EditorModel {
  readonly vendor: string
  readonly family: string
  readonly id: string
}

/** What VS Code said about a model when a run began. */
export interface EditorModelDetails extends EditorModel {
  readonly version: string
  /** The number of tokens that a request may have. */
  readonly maxInputTokens: number
}

/** The shortest name of a model that is unique: its family, or its id if others have the same family. */
export function editorModelName(model: EditorModel, all: readonly EditorModel[]): string {
  const alike = all.filter(({ vendor, family }) => vendor === model.vendor && family === model.family)
  const isAnothersId = all.some(
    other => other.vendor === model.vendor && other.id === model.family && other.id !== model.id,
  )
  return `${model.vendor}/${alike.length > 1 || isAnothersId ? model.id : model.family}`
}

/** The model that `vendor/id` or `vendor/family` names, if there is exactly one. */
export function findEditorModel<M extends EditorModel>(name: string, all: readonly M[]): Outcome<M> {
  const slash = name.indexOf('/')
  const vendor = slash < 0 ? name : name.slice(0, slash)
  const rest = slash < 0 ? undefined : name.slice(slash + 1)
  const own = all.filter(model => model.vendor === vendor)
  const byId = own.find(({ id }) => id === rest)
  if (byId !== undefined) return success(byId)
  const named = rest === undefined ? own : own.filter(({ family }) => family === rest)
  const [only, another] = named
  const namesOf = (models: readonly M[]) => models.map(model => `vscode:${editorModelName(model, all)}`)
  if (only === undefined) return failure({ code: 'unknown-model', model: `vscode:${name}`, known: namesOf(all) })
  if (another !== undefined) return failure({ code: 'several-models', model: `vscode:${name}`, known: namesOf(named) })
  return success(only)
}
