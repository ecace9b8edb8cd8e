import { realpath } from 'node:fs/promises'
import {
  type CancellationToken,
  LanguageModelTextPart,
  type LanguageModelTool,
  LanguageModelToolResult,
  MarkdownString,
  type PreparedToolInvocation,
  Uri,
  workspace,
} from 'vscode'
import { asksPerCase } from '../../evals/grading/needs.ts'
import type { Prepared } from '../../evals/preparing/prepare.ts'
import { type RunRequests, requestsOf } from '../../evals/scoring/runRequests.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { sentence } from '../../problem/sentences.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { readSettings } from '../../settings/readSettings.ts'
import { counted } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import type { Confirm } from '../asking/confirm.ts'
import { allowanceTold } from '../asking/projection.ts'
import { pathOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { isPromptFile } from '../prompts/isPrompt.ts'
import { preparePrompt } from '../prompts/preparePrompt.ts'
import { workspacePath } from '../prompts/promptFiles.ts'
import { follow, makeReady } from '../runs/runPrompt.ts'
import type { RunEnd } from '../runs/workerRun.ts'
import { isInside, lowerCap, readToolInput, type ToolInput } from './toolInput.ts'
import { evaluationText, optimizationText } from './toolResults.ts'

/** An agent's request, as far as it can be checked without asking a model or the user. */
interface Asked {
  readonly input: ToolInput
  readonly prompt: Uri
  readonly prepared: Prepared
  /** The models that are asked, as named in the settings. */
  readonly models: readonly { readonly role: string; readonly name: string }[]
  /** The maximum number of requests, from the settings or lower. */
  readonly calls: number | undefined
  readonly usd: number | undefined
  /** What it takes, before any answer is known. */
  readonly requests: RunRequests
}

/** The tool by which an agent evaluates or optimizes a prompt file, each time with the user's consent. */
export function promptTool(features: Features, kind: RunRequest['kind']): LanguageModelTool<unknown> {
  /**
   * Problems found before the user was asked, by input. Nothing was confirmed then, so nothing is run, even if they
   * have been fixed meanwhile.
   */
  const unconfirmed = new Map<string, Refused>()
  /** What the user has agreed to, in the words that were shown, by input. */
  const confirmed = new Map<string, string>()
  return {
    async prepareInvocation({ input }): Promise<PreparedToolInvocation> {
      const asked = await check(features, kind, input)
      const key = JSON.stringify(input)
      // The invocation reports the problem, in a form that an agent can read; there is nothing to confirm.
      if (!asked.ok) {
        unconfirmed.set(key, asked)
        return { invocationMessage: 'Checking the prompt file' }
      }
      unconfirmed.delete(key)
      const shown = confirmation(kind, asked.value)
      confirmed.set(key, shown)
      const name = workspacePath(asked.value.prompt)
      return {
        invocationMessage: kind === 'evaluate' ? `Evaluating ${name}` : `Optimizing ${name}`,
        confirmationMessages: {
          title: kind === 'evaluate' ? `Evaluate ${name}?` : `Optimize ${name}?`,
          message: new MarkdownString(shown),
        },
      }
    },

    async invoke({ input }, token): Promise<LanguageModelToolResult> {
      const key = JSON.stringify(input)
      const asked = unconfirmed.get(key) ?? (await check(features, kind, input))
      unconfirmed.delete(key)
      const agreed = confirmed.get(key)
      confirmed.delete(key)
      // Settings, the eval set or the prompt may have changed between the question and the answer.
      if (asked.ok && agreed !== undefined && agreed !== confirmation(kind, asked.value))
        return new LanguageModelToolResult([new LanguageModelTextPart(refusal({ problem: { code: 'plan-changed' } }))])
      const text = asked.ok ? await perform(features, kind, asked.value, token) : refusal(asked)
      return new LanguageModelToolResult([new LanguageModelTextPart(text)])
    },
  }
}

function confirmation(kind: RunRequest['kind'], { prompt, prepared, models, usd, requests }: Asked): string {
  const { evalSet } = prepared
  const cases = counted(evalSet.cases.length, 'case')
  const { wanted, most } = requests
  const bound = `at most ${counted(most, 'request')}`
  const cap = usd === undefined ? bound : `${bound}, and at most ${usd} USD`
  return [
    `- File: ${inline(workspacePath(prompt))}`,
    `- Eval set: ${inline(workspacePath(Uri.file(evalSet.path)))}, ${cases}`,
    ...models.map(({ role, name }) => `- ${role} model: ${inline(name)}`),
    `- Cost: ${cap}; answers that are known already cost nothing`,
    ...(kind === 'evaluate' && most < wanted
      ? [`- The cap has no room for every case (${counted(wanted, 'request')}): a sample of them is scored.`]
      : []),
    ...(models.some(({ name }) => name.startsWith('vscode:')) ? [`- ${allowanceTold}`] : []),
    ...(kind === 'optimize' ? ['- Nothing is written: you review the refined prompt in the editor.'] : []),
  ].join('\n')
}

async function check(features: Features, kind: RunRequest['kind'], raw: unknown): Promise<Outcome<Asked>> {
  if (!workspace.isTrusted) return failure({ code: 'untrusted' })
  const folders = (workspace.workspaceFolders ?? []).flatMap(({ uri }) => (uri.scheme === 'file' ? [uri.fsPath] : []))
  const input = readToolInput(raw, folders)
  if (!input.ok) return input
  const prompt = Uri.file(input.value.path)
  const place = { path: pathOf(prompt) }
  if (!(await isPromptFile(prompt))) return failure({ code: 'not-a-prompt', place })
  const real = await realpath(input.value.path).catch(() => undefined)
  if (real === undefined) return failure({ code: 'file-not-found', place })
  // A link inside the workspace may lead out of it.
  const realFolders = await Promise.all(folders.map(folder => realpath(folder).catch(() => folder)))
  if (!isInside(real, realFolders)) {
    return failure({ code: 'bad-combination', detail: 'The prompt file is a link that leads out of the workspace' })
  }
  const prepared = await preparePrompt(prompt, features.chosen, input.value.target)
  if (!prepared.ok) return prepared
  const configuration = workspace.getConfiguration('gpo', prompt)
  const settings = readSettings(name => configuration.get(name))
  if (!settings.ok) return settings
  const { models: named, run } = settings.value
  const { evalSet } = prepared.value
  const task = named.task || undefined
  if (task === undefined) return failure({ code: 'no-model' })
  const optimizer = kind === 'optimize' ? named.optimizer || task : undefined
  const judge = asksPerCase(evalSet) > 0 ? named.judge || undefined : undefined
  const models = Object.entries({ Task: task, Optimizer: optimizer, Judge: judge })
  const running = features.runs.of(prompt)
  if (running !== undefined) return failure({ code: 'run-busy', run: running.request.id })
  const calls = lowerCap(run.caps.calls, input.value.maxCalls)
  const caps = { ...run.caps, ...(calls !== undefined && { calls }) }
  return success({
    input: input.value,
    prompt,
    prepared: prepared.value,
    models: models.flatMap(([role, name]) => (name === undefined ? [] : [{ role, name }])),
    calls,
    usd: run.caps.usd,
    requests: requestsOf({ kind, evalSet, settings: { ...run, caps } }, takesOf(run)),
  })
}

async function perform(
  features: Features,
  kind: RunRequest['kind'],
  { prompt, input, calls }: Asked,
  token: CancellationToken,
): Promise<string> {
  const capped = (request: RunRequest): RunRequest => ({
    ...request,
    settings: { ...request.settings, caps: { ...request.settings.caps, ...(calls === undefined ? {} : { calls }) } },
  })
  // The user has already agreed to what the confirmation said.
  const agreed: Confirm = async (_, request) => request
  const ready = await makeReady(features, kind, prompt, input.target, capped, agreed)
  if (!ready.ok) return refusal(ready)
  const cancelling = token.onCancellationRequested(() => features.runs.byId(ready.value.request.id)?.cancel())
  try {
    const end = await follow(features, ready.value)
    return end === undefined ? 'Nothing was run.' : resultText(ready.value.request, end)
  } finally {
    cancelling.dispose()
  }
}

function resultText(request: RunRequest, end: RunEnd): string {
  switch (end.type) {
    case 'evaluated':
      return evaluationText(request, end.report)
    case 'optimized':
      return optimizationText(request, end.report)
    case 'compared':
      throw new Error('A tool never asks for a comparison.')
    case 'failed':
      return `The run failed. ${sentence(end.problem)}`
    default:
      return end satisfies never
  }
}

type Refused = Extract<Outcome<unknown>, { ok: false }>

const refusal = ({ problem }: Pick<Refused, 'problem'>): string => `Nothing was run. ${sentence(problem)}`

/** A name as inline code, whatever it contains. */
const inline = (text: string): string => `\`${visibleLine(text).replaceAll('`', "'")}\``
