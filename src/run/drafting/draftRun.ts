import { type DraftedCases, draftCases } from '../../evals/drafting/draftCases.ts'
import type { AskForDraft, DraftPlan } from '../../evals/drafting/draftPlan.ts'
import type { Usage } from '../../models/usage.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { draftNearMisses, type NearMissPlan } from '../../skills/queries/nearMisses.ts'
import { openModels } from '../binding/openModels.ts'
import type { RunContext } from '../binding/runContext.ts'
import { inTurn } from '../inTurn.ts'
import type { RunRequest } from '../request.ts'

/** A drafting as plain data. */
export interface DraftRequest extends Pick<RunRequest, 'id' | 'folder' | 'models' | 'settings'> {
  /** Cases of a prompt, or near misses of a skill. */
  readonly plan: DraftPlan | NearMissPlan
}

export type DraftReport = DraftedCases & {
  readonly usage: Usage
  /** Milliseconds from the first request to the last answer. */
  readonly ms: number
}

/**
 * Small models write usable lists at this temperature; at 1 they wander off, at 0 they write the same input again and
 * again.
 */
const temperature = 0.5

/** Drafts cases with the optimizer model, using the cache and the caps like any other run. */
export const draftRun = (request: DraftRequest, context: DraftContext): Promise<Outcome<DraftReport>> =>
  inTurn(
    { ...request, about: ['draft', JSON.stringify(request.plan)], models: [request.models.optimizer] },
    context,
    () => drafted(request, context),
  )

type DraftContext = Pick<RunContext, 'keys' | 'askEditor' | 'signal' | 'now' | 'onWaiting'> & {
  onReply?(requests: number): void
}

async function drafted({ plan, ...request }: DraftRequest, context: DraftContext): Promise<Outcome<DraftReport>> {
  const opened = openModels(request, context)
  if (!opened.ok) return opened
  const { models, ledger, close } = opened.value
  const begun = context.now()
  const { maxTokens } = request.settings.optimizer
  let replies = 0
  try {
    const ask: AskForDraft = async (content, room) => {
      const asked = {
        messages: [{ role: 'user' as const, content }],
        temperature,
        maxTokens: Math.min(maxTokens, room),
        n: 1,
      }
      const reply = await models.optimizer.chat(asked, context.signal)
      if (!reply.ok) return reply
      context.onReply?.(++replies)
      return success(reply.value.texts[0] ?? '')
    }
    const made = await ('neighbours' in plan ? draftNearMisses(plan, ask) : draftCases(plan, ask))
    if (context.signal.aborted && !made.ok) return failure({ code: 'cancelled' })
    return made.ok ? success({ ...made.value, usage: ledger.usage(), ms: context.now() - begun }) : made
  } finally {
    close()
  }
}
