import { promptFormat } from '../draft.ts'
import { markdownReader } from '../source/markdownFile.ts'

/** Instructions for Copilot and rules of other coding agents, which are sent before the user's request. */
export const instructionsMd = promptFormat(
  'instructions-md',
  path =>
    /\.instructions\.md$|(?:^|\/)copilot-instructions\.md$|(?:^|\/)\.(?:claude|windsurf)\/rules\/[^/]+\.md$/.test(
      path,
    ) ||
    /(?:^|\/)\.cursor\/rules\/.+\.mdc$|(?:^|\/)\.clinerules\/[^/]+\.md$|(?:^|\/)\.(?:clinerules|cursorrules|windsurfrules)$/.test(
      path,
    ),
  markdownReader('system', 'guidance'),
)
