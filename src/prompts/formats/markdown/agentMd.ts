import { promptFormat } from '../../draft.ts'
import { isInPlugin } from '../../finding/promptPaths.ts'
import { headerNames } from '../../source/frontmatter.ts'
import { describedReader } from '../../source/markdownFile.ts'

/**
 * A custom agent of VS Code, formerly called a chat mode, or one of Claude: its body is sent before the user's request.
 * Other agents choose it by its description alone. In a plugin, agents are Markdown files whose header has a name and a description.
 */
export const agentMd = promptFormat(
  'agent-md',
  (path, source) =>
    (/\.(?:agent|chatmode)\.md$|(?:^|\/)\.(?:github|claude)\/agents\/[^/]+\.md$/.test(path) &&
      !/\/README\.md$/i.test(path)) ||
    (source !== undefined && isInPlugin('agents', path) && headerNames(source, ['name', 'description'])),
  describedReader({ language: 'guidance', what: 'an agent', does: 'hand over to' }),
)
