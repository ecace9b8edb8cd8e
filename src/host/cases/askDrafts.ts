import { type Uri, window, workspace } from 'vscode'
import type { DraftedCase } from '../../evals/drafting/draftFile.ts'
import type { Case } from '../../evals/evalSet.ts'
import { answer as byAnswer } from '../../evals/reading/checks.ts'
import { withField } from '../../evals/writing/editRow.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { requestedFrom } from '../../prompts/requestedPrompt.ts'
import type { ModelSpec, RunRequest } from '../../protocol/worker.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { isPaid } from '../models/modelNames.ts'
import { firstView } from '../page/view.ts'
import { announceEnd } from '../runs/announce.ts'
import { readChoices } from '../runs/choices.ts'
import type { DraftAnswers } from './draftAnswers.ts'
import { openedDrafts } from './reviewDrafts.ts'
import { writeText } from './writeFile.ts'

/**
 * Puts drafts to the task model with the present prompt: those with these ids, or all. A request for each, which nothing
 * records as a score.
 */
export async function askDrafts(
  features: Features,
  answered: DraftAnswers,
  drafts: Uri,
  ids?: readonly string[],
): Promise<Outcome<readonly string[]>> {
  if (!workspace.isTrusted) return failure({ code: 'untrusted' })
  const opened = await openedDrafts(features, drafts)
  if (!opened.ok) return opened
  const { uri, prompt, target, evalSet, drafts: all } = opened.value
  const asked = ids === undefined ? all : all.filter(({ id }) => ids.includes(id))
  if (asked.length === 0) return failure({ code: 'no-drafts' })
  const choices = await readChoices(uri, features.keys)
  if (!choices.ok) return choices
  const request: RunRequest = {
    id: newRunId(),
    kind: 'evaluate',
    folder: pathOf(workspaceFolderOf(uri)),
    prompt: requestedFrom(prompt, target.id),
    evalSet: {
      path: pathOf(drafts),
      cases: asked.map(caseOf),
      checks: evalSet?.checks.length ? evalSet.checks : [byAnswer],
      ...(evalSet?.dialect && { dialect: evalSet.dialect }),
      exemplars: [],
      problems: [],
    },
    partial: true,
    pairedBy: 'none',
    models: choices.value.models,
    settings: choices.value.settings,
  }
  if (!(await agrees(asked.length, choices.value.models.task))) return failure({ code: 'cancelled' })
  const started = features.runs.start({ request, resume: false, keys: choices.value.keys, view: firstView(request) })
  if (!started.ok) return started
  const end = await started.value.ended
  // An answer to a prompt that was edited meanwhile is none of the present one's.
  const now = await openedDrafts(features, drafts)
  if (!now.ok || now.value.prompt.source !== prompt.source) return failure({ code: 'cancelled' })
  const results = end.type === 'evaluated' ? end.report.cases : []
  const given = results.flatMap(({ id, answer, passed }) => {
    const draft = asked.find(one => one.id === id)
    return draft === undefined || answer === null ? [] : [{ draft, answer: answer.trim(), passed }]
  })
  answered.note(uri, drafts, given)
  if (given.length < asked.length) await announceEnd(features, request, end)
  return given.length === 0 ? failure({ code: 'cancelled' }) : success(given.map(({ answer }) => answer))
}

/** Writes the answer of the prompt into the draft as its expected answer; it is still to be accepted. */
export async function expectAnswer(
  features: Features,
  answered: DraftAnswers,
  drafts: Uri,
  id: string,
): Promise<Outcome<void>> {
  const opened = await openedDrafts(features, drafts)
  if (!opened.ok) return opened
  const { drafts: all, draftsSource } = opened.value
  const draft = all.find(one => one.id === id)
  const answer = draft && answered.of(drafts, draft)?.answer
  if (draft === undefined || answer === undefined) return failure({ code: 'no-drafts' })
  const changed = withField(pathOf(drafts), draftsSource, draft.line, 'expected', answer)
  if (!changed.ok) return changed
  const written = await writeText(drafts, draftsSource, changed.value)
  return written.ok ? success(undefined) : written
}

const caseOf = ({ id, vars, expected, checks }: DraftedCase): Case => ({
  id,
  vars,
  expected: expected.length > 0 || checks ? expected : [''],
  ...(checks && { checks }),
})

/** So many requests are sent at one click, without a question. */
const fewRequests = 10

async function agrees(requests: number, model: ModelSpec): Promise<boolean> {
  if (requests <= fewRequests || !isPaid(model)) return true
  const detail = `${counted(requests, 'request')} to ${model.id}; answers that are known already cost nothing.`
  const question = `Ask for the prompt's answers to ${counted(requests, 'draft')}?`
  return (await window.showInformationMessage(question, { modal: true, detail }, 'Ask')) === 'Ask'
}
