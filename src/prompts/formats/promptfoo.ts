import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type Draft, promptFormat, type TargetDraft } from '../draft.ts'
import { dataText, isChatList, isDataText, notData, readChatList } from '../source/chatList.ts'
import { type DataNode, mayBePrompt, readData } from '../source/dataTree.ts'
import { lineAt } from '../source/lineEnds.ts'
import { spanField } from '../source/sourceField.ts'

/**
 * The prompts that promptfoo evaluates: texts in a config, a chat in a file, and texts separated by lines of `---` in a
 * `.txt` file. A file may hold several prompts, of which one is sent at a time.
 */
export const promptfoo = promptFormat(
  'promptfoo',
  (path, source) => isConfig(path) || (source !== undefined && kindOf(path, source) !== undefined),
  (path, source) => {
    const kind = isConfig(path) ? 'config' : kindOf(path, source)
    if (kind === 'parted') return readParted(path, source)
    const data = readData(path, source)
    if (!data.ok) return data
    const { root, problems } = data.value
    const draft = kind === 'chat' ? readChatList(path, root) : readConfig(path, root)
    return draft.ok
      ? success({ ...draft.value, language: 'jinja', problems: [...problems, ...draft.value.problems] })
      : draft
  },
)

/** Whether a path has the name of a config; its keys decide whether it is one. */
export const isConfig = (path: string): boolean =>
  /(?:^|\/)promptfooconfig[^/]*\.(?:ya?ml|json)$|\.promptfoo\.ya?ml$/.test(path)

function kindOf(path: string, source: string): 'config' | 'chat' | 'parted' | undefined {
  if (path.endsWith('.txt')) return separated(source).length > 1 ? 'parted' : undefined
  if (
    !/\.(?:ya?ml|json)$/.test(path) ||
    !mayBePrompt(source) ||
    !/(?:^|[\s{,[-])["']?(?:role|prompts)["']?\s*:/m.test(source)
  )
    return undefined
  const data = readData(path, source)
  if (!data.ok) return undefined
  const { root } = data.value
  if (isChatList(root)) return 'chat'
  const isMine = root.get('prompts') !== undefined && (root.get('providers') ?? root.get('tests')) !== undefined
  return isMine ? 'config' : undefined
}

/** The prompts in the config itself; prompts in files of their own are read from those files. */
function readConfig(path: string, root: DataNode): Outcome<Pick<Draft, 'targets' | 'messages' | 'problems'>> {
  if (!['prompts', 'providers', 'tests', 'defaultTest'].some(key => root.get(key) !== undefined))
    return failure({ code: 'not-a-prompt', place: { path, line: 1 } })
  const targets = writtenHere(root)
  const filled = targets.filter(({ field }) => field.text.trim() !== '')
  if (filled.length === 0)
    return failure({ code: 'no-target', place: { path, line: root.get('prompts')?.keyLine ?? 1 } })
  return success({
    targets: filled,
    messages: filled.map(({ id, field }) => ({ role: 'user', text: field.text + field.tail, target: id, only: id })),
    problems: problemsOf(path, filled),
  })
}

function writtenHere(root: DataNode): readonly TargetDraft[] {
  const prompts = root.get('prompts')
  const named = (id: string, node: DataNode | undefined): readonly TargetDraft[] => {
    const field = node?.field
    return field === undefined || isReference(field.text) ? [] : [{ id, field: notData(field) }]
  }
  if (prompts?.kind !== 'list') return named('prompts', prompts)
  return prompts.items.flatMap((item, index) =>
    item.kind === 'map' ? named(`prompts[${index}].raw`, item.get('raw')) : named(`prompts[${index}]`, item),
  )
}

/** The prompts on disk that a config refers to, as written there: `file://` and bare paths, but no code to run. */
export function referencesIn(path: string, source: string): readonly string[] {
  const data = readData(path, source)
  const prompts = data.ok ? data.value.root.get('prompts') : undefined
  if (prompts === undefined) return []
  const items = prompts.kind === 'list' ? prompts.items : [prompts]
  const written = items.map(
    item => (item.kind === 'map' ? (item.get('id') ?? item.get('raw')) : item)?.field?.text ?? '',
  )
  return written
    .filter(isReference)
    .map(text => text.replace(/^file:\/\//, ''))
    .filter(text => !/^[a-z]+:/.test(text))
}

/**
 * Whether promptfoo would look for a file or a service of that name. Promptfoo tries more texts as paths and falls back
 * to taking them for prompts. Here a text that contains spaces and has no suffix of a prompt is taken for a prompt at
 * once.
 */
export const isReference = (text: string): boolean =>
  !text.includes('\n') &&
  (/^(?:[a-z]+:\/\/|exec:)/.test(text) ||
    /\.(?:txt|md|j2|json|jsonl|ya?ml|csv|py|[cm]?[jt]s|sh|rb|go)(?::\w+)?$/.test(text) ||
    (/[/\\*]/.test(text) && !/\s|\{\{/.test(text)))

const problemsOf = (path: string, targets: readonly TargetDraft[]): readonly Problem[] =>
  targets.filter(({ field }) => isDataText(field.text)).map(({ id, field }) => dataText(path, id, field))

function readParted(path: string, source: string): Outcome<Draft> {
  const targets = separated(source)
    .map(([from, to]) => notData(spanField(source, from, to)))
    .filter(({ text }) => text !== '')
    .map((field, index) => ({ id: `segment[${index}]`, field }))
  if (targets.length === 0)
    return failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })
  return success({
    language: 'jinja',
    targets,
    messages: targets.map(({ id, field: { text } }) => ({ role: 'user', text, target: id, only: id })),
    problems: [
      { code: 'prompts-separated', count: targets.length, place: { path, line: 1 } },
      ...problemsOf(path, targets),
    ],
  })
}

/** The texts between lines of exactly `---`, as offsets. */
function separated(source: string): readonly (readonly [number, number])[] {
  const start = source.startsWith('\uFEFF') ? 1 : 0
  const lines = Array.from(source.slice(start).matchAll(/^---[^\S\r\n]*(?=\r|\n|$)/gm))
  const starts = [start, ...lines.map(({ index, 0: line }) => start + index + line.length)]
  return starts.map((from, part) => [from, start + (lines[part]?.index ?? source.length - start)])
}
