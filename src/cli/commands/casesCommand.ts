import type { Options } from '../asked/options.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { fail, type Terminal } from '../output/terminal.ts'
import { decideDrafts, listDrafts } from './cases/decideDrafts.ts'
import { draftNew } from './cases/draftNew.ts'
import { importCases } from './cases/importCases.ts'
import { markAnswer } from './cases/markAnswer.ts'

/** `gpo cases`: imports, drafts, lists, accepts and rejects the cases of a prompt, and marks answers to them. */
export async function casesOfPrompt(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const [action = '', first = '', ...rest] = options.operands
  const [second] = rest
  switch (action) {
    case 'import':
      return second === undefined || rest.length > 1
        ? fail(terminal, { code: 'bad-usage', detail: 'gpo cases import takes what to import, and one prompt file' })
        : importCases(first, second, options, terminal)
    case 'draft':
      return draftNew(first, options, terminal)
    case 'mark':
      return markAnswer(first, rest, options, terminal)
    case 'list':
      return listDrafts(first, options, terminal)
    case 'accept':
    case 'reject':
      return decideDrafts(action, first, rest, options, terminal)
    default:
      return fail(terminal, {
        code: 'bad-usage',
        detail: `gpo cases takes import, draft, mark, list, accept or reject first, not "${action}"`,
      })
  }
}
