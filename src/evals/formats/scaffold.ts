import type { PromptFile } from '../../prompts/promptFile.ts'
import { promptStem } from '../names.ts'
import { folderOf, nameOf } from '../pairing/paths.ts'
import { isSkill } from '../pairing/skillPlaces.ts'

/** An eval set to start from. */
export interface Scaffold {
  /** A path at which pairing finds it. */
  readonly path: string
  readonly text: string
}

/**
 * A new eval set, in the format that the prompt file's own tools read: `evals/evals.json` for a skill, tests for a
 * promptfoo prompt, otherwise `<stem>.eval.yaml`. It has two cases with every placeholder, to be filled in; until then
 * each is reported as having no expected answer.
 */
export function scaffold({ path, format, targets }: PromptFile): Scaffold {
  const folder = folderOf(path)
  const placeholders = [...new Set(targets.flatMap(target => target.placeholders))]
  // Without a placeholder the case is appended to the prompt, so its variable may have any name.
  const names = placeholders.length > 0 ? placeholders : ['input']
  if (isSkill(path)) return { path: `${folder}/evals/evals.json`, text: skillEvals(nameOf(folder)) }
  const beside = `${folder}/${promptStem(path)}`
  return format === 'promptfoo'
    ? { path: `${beside}.tests.yaml`, text: promptfooTests(names) }
    : { path: `${beside}.eval.yaml`, text: ownCases(names) }
}

const advice = `Twenty or more make scores that mean something;
# a hundred or more can tell two good prompts apart.`

const ownCases = (names: readonly string[]): string => `# Cases for the prompt beside this file. ${advice}
cases:
${[1, 2].map(number => [`  - id: case-${number}`, ...variables(names, '    '), '    expected: ""'].join('\n')).join('\n')}
`

const promptfooTests = (names: readonly string[]): string => `# Tests for the prompt beside this file. ${advice}
# An assertion is written like {type: contains, value: "..."}.
${[1, 2].map(() => ['-', ...variables(names, '  '), '  assert: []'].join('\n')).join('\n')}
`

const variables = (names: readonly string[], indent: string): string[] => [
  `${indent}vars:`,
  ...names.map(name => `${indent}  ${JSON.stringify(name)}: ""`),
]

function skillEvals(name: string): string {
  const evals = [1, 2].map(id => ({ id, prompt: '', expected_output: '', assertions: [] }))
  return `${JSON.stringify({ skill_name: name, evals }, null, 2)}\n`
}
