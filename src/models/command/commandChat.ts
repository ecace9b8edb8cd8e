import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failure } from '../../problem/outcome.ts'
import { decodeUtf8 } from '../../text/utf8.ts'
import type { AskChat } from '../ask.ts'
import { answersBound } from '../bounds.ts'
import type { ModelSpec } from '../model.ts'
import { type AgentAnswer, type AgentCommand, agents, filledIn } from './agents.ts'
import { readDeeds, writeDeeds } from './deeds.ts'
import { placeFiles } from './placeFiles.ts'
import { runCommand } from './runCommand.ts'

/** The files of a working folder that are looked at: their number, and their bytes in all. */
const mostFiles = 500
const mostBytes = 4 * 2 ** 20

/**
 * Asks a command of the user, which may be an agent. It gets a JSON document on standard input: the messages, the
 * prompt and the input among them, and a fresh working folder, in which it is also started. It answers with JSON:
 * `output`, and optionally `tools`, `skills` and `tokens`. The files that it leaves are read from the folder.
 */
export const commandChat =
  ({ command, seconds, agent }: Extract<ModelSpec, { readonly kind: 'command' }>): AskChat =>
  async (request, signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'gpo-agent-'))
    try {
      const { messages, repeat = 0, part = 0, files = [] } = request
      const placed = placeFiles(folder, files)
      if (!placed.ok) return placed
      const given = filesIn(folder)
      const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
      const prompt = system.join('\n\n')
      const input = messages.findLast(({ role }) => role === 'user')?.content ?? ''
      const names = files.map(({ path }) => path)
      const document = { version: 1, prompt, input, messages, folder, files: names, repeat, part }
      const cli: AgentCommand | undefined = agent && agents[agent]
      const asked = cli
        ? {
            command: command.map(one => filledIn(one, { prompt, input })),
            input: filledIn(cli.input, { prompt, input }),
          }
        : { command, input: JSON.stringify(document) }
      const said = await runCommand({ ...asked, folder, seconds, signal })
      if (!said.ok) return said
      const answer = cli ? cli.reads(said.value) : readAnswer(said.value)
      if (answer === undefined) return failure({ code: 'runner-unreadable', reply: said.value })
      if (typeof answer === 'string') return failure({ code: 'runner-failed', detail: answer, said: '' })
      // What lies there as it was given is nothing that the agent did.
      const left = Object.entries(filesIn(folder)).filter(([path, held]) => given[path] !== held)
      const text = writeDeeds(answer.output, { ...answer.deeds, files: Object.fromEntries(left) })
      return { ok: true, value: { texts: [text], tokens: answer.tokens ?? answersBound(request, [text]) } }
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }

function readAnswer(text: string): AgentAnswer | undefined {
  try {
    const raw: unknown = JSON.parse(text)
    if (!isFields(raw) || typeof raw.output !== 'string') return undefined
    const { input, output } = isFields(raw.tokens) ? raw.tokens : { input: undefined, output: undefined }
    const tokens = isCount(input) && isCount(output) ? { inputTokens: input, outputTokens: output } : undefined
    return { output: raw.output, deeds: readDeeds(text).deeds, ...(tokens && { tokens }) }
  } catch {
    return undefined
  }
}

/** Plain files alone; nothing behind a link is read. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  let [left, bytes] = [mostFiles, mostBytes]
  const visit = (within: string): void => {
    for (const name of readdirSync(join(folder, within)).sort()) {
      const path = within === '' ? name : `${within}/${name}`
      const stat = lstatSync(join(folder, path))
      if (stat.isDirectory()) visit(path)
      else if (stat.isFile() && left-- > 0) {
        found[path] = stat.size <= bytes ? (decodeUtf8(readFileSync(join(folder, path))) ?? '') : ''
        bytes -= Math.min(stat.size, bytes)
      }
    }
  }
  visit('')
  return found
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
