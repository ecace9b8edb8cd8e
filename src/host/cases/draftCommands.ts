import type { Uri } from 'vscode'
import { isDraftsPath } from '../../evals/drafting/draftPlaces.ts'
import type { Problem } from '../../problem/problem.ts'
import type { DraftCommandName } from '../commandNames.ts'
import { activeUri } from '../editor/activeUri.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import type { Commands } from '../onDemand.ts'
import { isPromptFile } from '../prompts/isPrompt.ts'
import { pickPrompt } from '../prompts/pickPrompt.ts'
import { showProblem } from '../runs/announce.ts'
import { uriIn } from '../sidebar/nodes.ts'
import { askDrafts, expectAnswer } from './askDrafts.ts'
import { readQueriesOf } from './casesBeside.ts'
import type { DraftAnswers } from './draftAnswers.ts'
import { draftNewCases } from './draftNewCases.ts'
import { makeCases } from './makeCases.ts'
import { acceptSeveral, decide, draftAtCaret, goToDraft, openedDrafts, showDrafts } from './reviewDrafts.ts'

/** Carries out a command on a file of drafts or a prompt, for the draft or the answer that was named, if one was. */
type Handler = (uri: Uri, named: string | undefined) => unknown

/** The commands that make cases and decide on drafts. */
export function draftCommands(
  features: Features,
  answers: DraftAnswers,
  workerPath: string,
): Commands<DraftCommandName> {
  const tell = (problem: Problem | undefined): void => problem && showProblem(features, problem)
  const atCaret = async (uri: Uri): Promise<string | undefined> => {
    const opened = await openedDrafts(features, uri)
    return opened.ok ? draftAtCaret(opened.value.drafts, uri)?.id : undefined
  }
  const named =
    (act: (uri: Uri, id: string) => unknown): Handler =>
    async (uri, id) => {
      const found = id ?? (await atCaret(uri))
      return found === undefined ? mention({ code: 'no-drafts' }) : act(uri, found)
    }
  // Keys may come faster than a decision is written: the next is about the draft at which the caret then stands.
  let deciding: Promise<unknown> = Promise.resolve()
  const inTurn =
    (act: Handler): Handler =>
    (uri, id) => {
      deciding = deciding.then(
        () => act(uri, id),
        () => act(uri, id),
      )
      return deciding
    }
  const handlers: Readonly<Record<DraftCommandName, Handler>> = {
    addCases: async uri => {
      const opened = isDraftsPath(uri.path) ? await openedDrafts(features, uri) : undefined
      return makeCases(features, opened?.ok ? opened.value.uri : uri, workerPath)
    },
    draftCases: async (uri, about) => {
      const opened = await openedDrafts(features, uri)
      return opened.ok ? draftNewCases(features, opened.value, workerPath, about) : tell(opened.problem)
    },
    draftQueries: async uri => {
      const opened = await (isDraftsPath(uri.path) ? openedDrafts(features, uri) : readQueriesOf(uri))
      return opened.ok ? draftNewCases(features, opened.value, workerPath) : tell(opened.problem)
    },
    reviewDrafts: async uri => {
      const opened = await openedDrafts(features, uri)
      if (!opened.ok) return tell(opened.problem)
      return opened.value.drafts.length === 0 ? mention({ code: 'no-drafts' }) : showDrafts(opened.value.draftsUri)
    },
    acceptDraft: inTurn(named((uri, id) => decide(features, 'accept', uri, [id]))),
    rejectDraft: inTurn(named((uri, id) => decide(features, 'reject', uri, [id]))),
    acceptDrafts: uri => acceptSeveral(features, uri),
    nextDraft: inTurn(uri => goToDraft(uri, 1)),
    previousDraft: inTurn(uri => goToDraft(uri, -1)),
    answerDraft: named(async (uri, id) => {
      const given = await askDrafts(features, answers, uri, [id])
      return given.ok ? given.value[0] : tell(given.problem)
    }),
    answerDrafts: async uri => {
      const given = await askDrafts(features, answers, uri)
      return given.ok ? undefined : tell(given.problem)
    },
    expectAnswer: named(async (uri, id) => {
      const written = await expectAnswer(features, answers, uri, id)
      return written.ok ? undefined : tell(written.problem)
    }),
  }
  return async (name, [on, id]) => {
    const found = uriIn(on) ?? activeUri()
    const uri =
      found && (isDraftsPath(found.path) || (await isPromptFile(found))) ? found : await pickPrompt(features, name)
    return uri && handlers[name](uri, typeof id === 'string' ? id : undefined)
  }
}
