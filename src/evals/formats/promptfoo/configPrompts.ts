import { isReference } from '../../../prompts/formats/promptfoo.ts'
import { joined } from '../../pairing/paths.ts'
import type { Field } from '../../reading/fields.ts'

/**
 * A prompt of a config: the name that tests use for it, and the target of the config, or the files, that it refers to.
 */
export interface ConfigPrompt {
  readonly label: string
  /** The id of a target of the config, or the path. */
  readonly target: string
  /** Its path if it is in a file of its own; may be a pattern. */
  readonly path?: string
}

/** The prompts that a config names or contains. */
export function configPrompts(prompts: Field | undefined, folder: string): readonly ConfigPrompt[] {
  if (prompts === undefined) return []
  return (prompts.list ?? [prompts]).map((item, index) => {
    const id = prompts.list ? `prompts[${index}]` : 'prompts'
    const text = (item.map ? (item.map.id ?? item.map.raw) : item)?.text ?? ''
    const label = item.map?.label?.text
    if (!isReference(text)) return { label: label ?? text, target: item.map ? `${id}.raw` : id }
    const path = text.replace(/^file:\/\//, '')
    const whole = joined(folder, path)
    return { label: label ?? `${path}: `, target: whole, path: whole }
  })
}

/** The targets of a test that refers to prompts by their labels, or by prefixes of the labels. */
export const targetsFor = (references: readonly string[], prompts: readonly ConfigPrompt[]): readonly string[] =>
  prompts.flatMap(({ label, target }) => (references.some(reference => isCalled(label, reference)) ? [target] : []))

const isCalled = (label: string, reference: string): boolean =>
  label === reference ||
  label.startsWith(`${reference}:`) ||
  (reference.endsWith('*') && label.startsWith(reference.slice(0, -1)))
