import { promptFormat } from '../draft.ts'
import { markdownReader } from '../source/markdownFile.ts'

/** Instructions for Copilot, and rules for Claude, which stand before what the user asks. */
export const instructionsMd = promptFormat(
  'instructions-md',
  path => /\.instructions\.md$|(?:^|\/)copilot-instructions\.md$|(?:^|\/)\.claude\/rules\/[^/]+\.md$/.test(path),
  markdownReader('system', 'guidance'),
)
