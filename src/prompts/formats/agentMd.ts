import { promptFormat } from '../draft.ts'
import { markdownReader } from '../source/markdownFile.ts'

/** A custom agent of VS Code, formerly called a chat mode: its body is sent before the user's request. */
export const agentMd = promptFormat(
  'agent-md',
  path =>
    /\.(?:agent|chatmode)\.md$|(?:^|\/)\.(?:github|claude)\/agents\/[^/]+\.md$/.test(path) &&
    !/\/README\.md$/i.test(path),
  markdownReader('system', 'guidance'),
)
