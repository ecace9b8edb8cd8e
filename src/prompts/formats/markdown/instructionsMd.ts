import { type Outcome, success } from '../../../problem/outcome.ts'
import { type Draft, promptFormat } from '../../draft.ts'
import { markdownReader } from '../../source/markdownFile.ts'

/** Instructions for Copilot, rules of other coding agents and patterns of Fabric, which are sent before the user's request. */
export const instructionsMd = promptFormat(
  'instructions-md',
  path =>
    /\.instructions\.md$|(?:^|\/)copilot-instructions\.md$|(?:^|\/)\.(?:claude|windsurf)\/rules\/[^/]+\.md$/.test(
      path,
    ) ||
    /(?:^|\/)patterns\/[^/]+\/system\.md$/.test(path) ||
    /\.mdc$|(?:^|\/)\.clinerules\/[^/]+\.md$|(?:^|\/)\.(?:clinerules|cursorrules|windsurfrules)$/.test(path),
  read,
)

const readGuidance = markdownReader('system', 'guidance')

/** Cursor writes globs into its headers as they stand, although YAML takes a `*` for an alias. */
function read(path: string, source: string): Outcome<Draft> {
  const draft = readGuidance(path, source)
  if (!draft.ok || !path.endsWith('.mdc')) return draft
  return success({ ...draft.value, problems: draft.value.problems.filter(({ code }) => code !== 'prompt-unparsable') })
}
