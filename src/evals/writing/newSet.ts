import type { PromptFile } from '../../prompts/promptFile.ts'
import { promptStem } from '../evalSetPlaces.ts'
import { folderOf, nameOf } from '../pairing/paths.ts'
import { isSkill } from '../pairing/skillPlaces.ts'
import { appendCases } from './appendCases.ts'
import type { Tool } from './form.ts'
import type { NewCase } from './newCase.ts'

/** Where the cases of a prompt without an eval set go. */
export interface NewSet {
  /** A path at which pairing finds it; the prompt file itself if its tool keeps the cases there. */
  readonly path: string
  readonly tool: Tool
  /** The text to which the first cases are added. */
  readonly start: string
}

/**
 * A new eval set in the form that the prompt file's own tools read: `testData` of a `.prompt.yml`, `tests` of a
 * promptfoo config, `evals/evals.json` for a skill, otherwise `<stem>.eval.yaml`.
 */
export function newSetFor({ path, format, source }: PromptFile): NewSet {
  const folder = folderOf(path)
  if (isSkill(path)) return { path: `${folder}/evals/evals.json`, tool: 'skill', start: skillEvals(nameOf(folder)) }
  if (format === 'prompt-yml') return { path, tool: 'github', start: source }
  if (format === 'promptfoo' && /\.(?:ya?ml|json)$/i.test(path)) return { path, tool: 'promptfoo', start: source }
  return { path: `${folder}/${promptStem(path)}.eval.yaml`, tool: 'own', start: ownStart }
}

/** The same with two cases to be filled in. They hold every placeholder, and are drafts until someone accepts them. */
export function scaffold(prompt: PromptFile): NewSet & { readonly text: string } {
  const made = newSetFor(prompt)
  const placeholders = [...new Set(prompt.targets.flatMap(target => target.placeholders))]
  // Without a placeholder the case is appended to the prompt, so its variable may have any name.
  const names = placeholders.length > 0 ? placeholders : ['input']
  const empty = (number: number): NewCase => ({
    id: `case-${number}`,
    vars: Object.fromEntries(names.map(name => [name, ''])),
    expected: [''],
    draft: {},
  })
  const written = appendCases(made.path, made.start, [empty(1), empty(2)], made.tool)
  return { ...made, text: written.ok ? written.value : made.start }
}

const ownStart = `# Cases for the prompt beside this file. Twenty or more make scores that mean something;
# a hundred or more can tell two good prompts apart. A case marked "draft" is not scored.
cases:
`

const skillEvals = (name: string): string => `${JSON.stringify({ skill_name: name, evals: [] }, null, 2)}\n`
