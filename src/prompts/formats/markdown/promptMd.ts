import { promptFormat } from '../../draft.ts'
import { isInPlugin } from '../../finding/promptPaths.ts'
import { headerNames } from '../../source/frontmatter.ts'
import { markdownReader } from '../../source/markdownFile.ts'

/**
 * A prompt file of VS Code or a command of Claude: a YAML header, and a body that is sent as one user message. In a
 * plugin, commands are Markdown files whose header has a description.
 */
export const promptMd = promptFormat(
  'prompt-md',
  (path, source) =>
    path.endsWith('.prompt.md') ||
    (/(?:^|\/)\.claude\/commands\/.+\.md$/.test(path) && !/\/README\.md$/i.test(path)) ||
    (source !== undefined && isInPlugin('commands', path) && headerNames(source, ['description'])),
  markdownReader('user', 'markdown'),
)
