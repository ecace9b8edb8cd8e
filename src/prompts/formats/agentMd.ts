import { promptFormat } from '../draft.ts'
import { markdownReader } from '../source/markdownFile.ts'

/** A custom agent of VS Code, or a chat mode as they were called before: its body stands before what the user asks. */
export const agentMd = promptFormat(
  'agent-md',
  path =>
    /\.(?:agent|chatmode)\.md$|(?:^|\/)\.(?:github|claude)\/agents\/[^/]+\.md$/.test(path) &&
    !/\/README\.md$/i.test(path),
  markdownReader('system', 'guidance'),
)
