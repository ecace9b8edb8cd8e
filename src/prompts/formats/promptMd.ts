import { promptFormat } from '../draft.ts'
import { markdownReader } from '../source/markdownFile.ts'

/** A VS Code prompt file: a header of YAML, and a body that is sent as one user message. */
export const promptMd = promptFormat(
  'prompt-md',
  path => path.endsWith('.prompt.md'),
  markdownReader('user', 'markdown'),
)
