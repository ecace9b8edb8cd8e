import { Uri, workspace } from 'vscode'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { CompareReport, RunRequest } from '../../protocol/worker.ts'
import { readRecorded } from '../../report/recordedRun.ts'
import { measuredSentence } from '../../report/titles.ts'
import type { Effect, TextScore } from '../../review/decisions.ts'
import { sha256 } from '../../text/hash.ts'
import { applyEdits } from '../../text/merge.ts'
import { agreesToTexts } from '../asking/confirm.ts'
import { mention, say } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { firstView } from '../page/view.ts'
import { showProblem } from '../runs/announce.ts'
import { codeAllowed, keysAgain } from '../runs/choices.ts'
import { follow } from '../runs/runPrompt.ts'
import type { Review } from './reviews.ts'

/**
 * Scores the present text, beside the original and the refined prompt, on the validation cases: the test cases were
 * opened for the verdict and are not used again. Known answers are not requested again, so this costs at most one
 * request per case.
 */
export async function evaluateThis(features: Features, prompt: Uri): Promise<TextScore | undefined> {
  const document = await workspace.openTextDocument(prompt)
  await features.reviews.read()
  const [review, inline] = [features.reviews.of(prompt), features.reviews.inline(document)]
  if (review === undefined || inline === undefined) return sayNothingWaits()
  const { initial, refined } = review.replacement
  const report = await compare(features, prompt, review, [inline.text, initial, refined])
  if (report === undefined) return undefined
  const found = Object.fromEntries(
    [inline.text, initial, refined].flatMap((text, index) => {
      const measured = report.texts[index]
      if (measured === undefined || measured.score === null || measured.interval === null) return []
      const { score, interval, cases } = measured
      return [[sha256(text), { score, interval, cases }]]
    }),
  )
  await features.reviews.decide(review, { scores: { ...features.reviews.decisionsOn(review).scores, ...found } })
  const own = found[sha256(inline.text)]
  if (own !== undefined) {
    say(measuredSentence(own, found[sha256(initial)], found[sha256(refined)], 'validation'))
  }
  return own
}

/**
 * Measures the effect of each change: the refined prompt against the same prompt without the change, on the same cases.
 */
export async function explainChanges(
  features: Features,
  prompt: Uri,
): Promise<Readonly<Record<string, Effect>> | undefined> {
  await features.reviews.read()
  const review = features.reviews.of(prompt)
  if (review === undefined) return sayNothingWaits()
  const { replacement, changes } = review
  const without = changes.map(change =>
    applyEdits(
      replacement.initial,
      changes.filter(other => other !== change),
    ),
  )
  const report = await compare(features, prompt, review, [replacement.refined, ...without])
  if (report === undefined) return undefined
  const effects = Object.fromEntries(
    changes.flatMap(({ id }, index) => {
      const lead = report.texts[index + 1]?.lead
      return lead ? [[id, lead]] : []
    }),
  )
  await features.reviews.decide(review, { effects })
  return effects
}

async function compare(
  features: Features,
  prompt: Uri,
  review: Review,
  texts: readonly string[],
): Promise<CompareReport | undefined> {
  const ready = await makeReady(features, review, texts)
  if (!ready.ok) {
    showProblem(features, ready.problem, prompt)
    return undefined
  }
  const { request, keys } = ready.value
  const end = await follow(features, { request, resume: false, keys, view: firstView(request) })
  return end?.type === 'compared' ? end.report : undefined
}

/** With the run's models, cases and seed, because other cases would be another comparison. */
async function makeReady(
  features: Features,
  { waiting }: Review,
  texts: readonly string[],
): Promise<Outcome<{ readonly request: RunRequest; readonly keys: Readonly<Record<string, string>> }>> {
  if (!workspace.isTrusted) return failure({ code: 'untrusted' })
  const recorded = await readRecorded(waiting.folder, waiting.runId)
  if (!recorded.ok) return recorded
  const keys = await keysAgain(Uri.file(waiting.prompt), recorded.value.request.models, features.keys)
  if (!keys.ok) return keys
  const { settings } = recorded.value.request
  const request: RunRequest = {
    ...recorded.value.request,
    id: newRunId(),
    kind: 'compare',
    // The test cases are not used: choosing changes by their results would spoil the test.
    compare: { texts, on: 'validation' },
    // A journal is part of the workspace, so it must not decide whether code may run.
    settings: { ...settings, allowCode: codeAllowed() },
  }
  return (await agreesToTexts(request)) ? success({ request, keys: keys.value }) : failure({ code: 'cancelled' })
}

function sayNothingWaits(): undefined {
  mention({ code: 'none-waits' })
}
