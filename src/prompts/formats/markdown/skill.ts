import { failure, type Outcome, success } from '../../../problem/outcome.ts'
import { type Draft, promptFormat, type TargetDraft } from '../../draft.ts'
import type { MessageTemplate } from '../../promptFile.ts'
import { lineAt } from '../../source/lineEnds.ts'
import { type MarkdownFile, readMarkdown } from '../../source/markdownFile.ts'
import type { TextField } from '../../source/sourceField.ts'
import { yamlField } from '../../source/yamlField.ts'
import { readYaml, rootOf, valueAt } from '../../source/yamlTree.ts'

/**
 * An agent's skill. Agents read its body only after choosing the skill, and choose by its description alone, so the
 * description is a separate target.
 */
export const skill = promptFormat('skill', path => /(?:^|\/)SKILL\.md$/i.test(path), read)

/** The longest description that agents accept, in characters. */
const longestDescription = 1024

/** Asks what an agent decides when it sees the description; the case is the user's request. */
const question =
  '\n\nThe above describes a skill that you can load. Answer yes if you would load it for what the user says next, else no.'

function read(path: string, source: string): Outcome<Draft> {
  const file = readMarkdown(path, source)
  if (!file.ok) return file
  const { body, model, problems } = file.value
  const description = descriptionOf(path, source, file.value)
  const targets: TargetDraft[] = []
  const messages: MessageTemplate[] = []
  if (body.text !== '') {
    targets.push({ id: 'body', field: body })
    messages.push({ role: 'system', text: body.text, target: 'body', only: 'body' })
  }
  if (description !== undefined && description.text.trim() !== '') {
    targets.push({ id: 'description', field: description })
    const text = description.text + question
    messages.push({ role: 'system', text, target: 'description', only: 'description' })
  }
  if (targets.length === 0)
    return failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })
  return success({ language: 'skill', targets, messages, model, problems })
}

/** The description in the header; undefined if there is none. A lone CR ends no line in YAML. */
function descriptionOf(path: string, source: string, { header }: MarkdownFile): TextField | undefined {
  if (header?.values === undefined) return undefined
  const { start, end } = header
  const yaml = source.slice(start, end)
  if (/\r(?!\n)/.test(yaml)) return undefined
  const tree = readYaml(path, yaml)
  const found = tree.ok ? valueAt(tree.value, rootOf(tree.value), 'description') : undefined
  const field = tree.ok && found !== undefined ? yamlField(yaml, tree.value, found) : undefined
  if (field === undefined) return undefined
  return {
    ...field,
    range: [field.range[0] + start, field.range[1] + start],
    lineOf: offset => lineAt(source, start) + field.lineOf(offset) - 1,
    respell: text =>
      Array.from(text).length > longestDescription
        ? { refused: `a description has at most ${longestDescription} characters` }
        : field.respell(text),
  }
}
