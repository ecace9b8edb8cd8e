import { promptFormat } from '../draft.ts'
import { markdownReader } from '../source/markdownFile.ts'

/** A prompt file of VS Code or a command of Claude: a YAML header, and a body that is sent as one user message. */
export const promptMd = promptFormat(
  'prompt-md',
  path =>
    path.endsWith('.prompt.md') || (/(?:^|\/)\.claude\/commands\/.+\.md$/.test(path) && !/\/README\.md$/i.test(path)),
  markdownReader('user', 'markdown'),
)
