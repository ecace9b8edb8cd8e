import { commands, type Uri, Uri as Uris, window } from 'vscode'
import type { EvalReport, Report, RunRequest } from '../protocol/worker.ts'
import type { Problem } from '../text/problem.ts'
import { sentence } from '../text/sentences.ts'
import { uriOf } from './files.ts'
import type { Parts } from './parts.ts'
import { waitingOf } from './pending.ts'
import type { RunEnd } from './run.ts'
import { counted, percent, waitingSentence } from './titles.ts'

/** Keeps what a run has found and says it in one message, with what can be done next. The message is not waited for. */
export async function announceEnd(parts: Parts, request: RunRequest, end: RunEnd): Promise<void> {
  const prompt = Uris.file(request.prompt.path)
  const name = request.prompt.path.slice(request.prompt.path.lastIndexOf('/') + 1)
  if (request.kind === 'optimize') await parts.unfinished.refresh()
  switch (end.type) {
    case 'optimized':
      return announceReport(parts, request, end.report, prompt, name)
    case 'evaluated':
      void window.showInformationMessage(evaluatedSentence(name, end.report))
      return
    case 'failed':
      return announceFailure(parts, request, end.problem, end.resumable, prompt)
    default:
      end satisfies never
  }
}
