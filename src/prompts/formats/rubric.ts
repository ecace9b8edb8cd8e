import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { type Draft, promptFormat, type TargetDraft } from '../draft.ts'
import { type DataNode, fieldAt, mayBePrompt, readData } from '../source/dataTree.ts'

/**
 * The rubrics of an eval set: what its judges go by is a prompt as well, and stands under `grader`. No search finds
 * such a file as a prompt; it is one only where its rubric is asked for.
 */
export const rubric = promptFormat('rubric', matches, read)

function matches(path: string, source?: string): boolean {
  if (source === undefined || !/\.(?:json|ya?ml)$/i.test(path) || !mayBePrompt(source)) return false
  if (!/["']?grader["']?\s*:/.test(source) || !/["']?cases["']?\s*:/.test(source)) return false
  const data = readData(path, source)
  return data.ok && data.value.root.get('cases')?.kind === 'list' && rubricsIn(data.value.root).length > 0
}

function read(path: string, source: string): Outcome<Draft> {
  const data = readData(path, source)
  if (!data.ok) return data
  const { root, problems } = data.value
  const targets = rubricsIn(root)
  if (targets.length === 0) return failure({ code: 'no-target', place: { path, line: 1 } })
  const messages = targets.map(({ id, field }) => ({ role: 'user' as const, text: field.text, target: id, only: id }))
  return success({ language: 'jinja', targets, messages, problems })
}

/** `judge` is the first, then `judge[1]` and so on; a judge without a rubric of its own has nothing to change. */
function rubricsIn(root: DataNode): readonly TargetDraft[] {
  const grader = root.get('grader')
  const checks = grader?.kind === 'list' ? grader.items : grader?.kind === 'map' ? [grader] : []
  const fields = checks.filter(check => fieldAt(check, 'name')?.text.trim() === 'judge').flatMap(rubricOf)
  return fields.map((field, index) => ({ id: index === 0 ? 'judge' : `judge[${index}]`, field }))
}

function rubricOf(check: DataNode): readonly TargetDraft['field'][] {
  const name = ['value', 'pattern', 'rubric'].find(one => check.get(one) !== undefined)
  const field = name === undefined ? undefined : fieldAt(check, name)
  return field === undefined || field.text.trim() === '' ? [] : [field]
}
