import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import * as vscode from 'vscode'
import { extension } from '../host/workspace.ts'
import { exportForms, type Way } from './ways.ts'

/** What the window's driver asks of the extension host. */
export interface Asked {
  /** The file that takes what was found. */
  readonly result: string
  readonly isTrusted: boolean
  readonly attacks: readonly { readonly prompt: string; readonly way: Way }[]
}

/** What came of one attack. */
export interface Told {
  /** What the lenses, the problems and the command said. */
  readonly said: string
  readonly seconds: number
  /** The longest that the extension host did nothing else while the attack lasted, in milliseconds. */
  readonly blockedMs: number
  readonly megabytes: number
}

/** Everything that the extension host found, written after each attack, so that it is known which one it did not survive. */
export interface Written {
  readonly told: readonly (Told | null)[]
  readonly diagnostics?: string
  /** `whole` where it went through all of them, otherwise what ended it. */
  readonly ended: string
}

/** No attack is waited for longer, in seconds. */
const patience = 100

/** How many folders are gone through at once. */
const atOnce = 6

/**
 * Does in each folder what a user would: opens the prompt, looks at what stands above it, evaluates it or resumes its run.
 * Runs inside the extension host.
 */
export async function run(): Promise<void> {
  const asked: Asked = JSON.parse(readFileSync(process.env.GPO_HOSTILE ?? '', 'utf8'))
  const told: (Told | null)[] = asked.attacks.map(() => null)
  const write = (ended: string, more: object = {}) =>
    writeFileSync(asked.result, JSON.stringify({ told, ended, ...more } satisfies Written))
  try {
    if (vscode.workspace.isTrusted !== asked.isTrusted) throw new Error(`trusted: ${vscode.workspace.isTrusted}`)
    await extension().activate()
    const left = asked.attacks.entries()
    const worker = async () => {
      for (const [index, attack] of left) {
        told[index] = await among(attack)
        write('it ended before')
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    await vscode.commands.executeCommand('gpo.copyDiagnostics')
    write('whole', { diagnostics: await vscode.env.clipboard.readText() })
  } catch (error) {
    write(error instanceof Error ? error.message : String(error))
    throw error
  }
}

async function among({ prompt, way }: Asked['attacks'][number]): Promise<Told> {
  const uri = vscode.Uri.file(prompt)
  const said: string[] = []
  const watched = watching()
  try {
    await Promise.race([act(), pause(1000 * patience).then(() => said.push('It did not end.'))])
  } catch (error) {
    said.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  return { said: said.join('\n'), ...watched() }

  async function act(): Promise<void> {
    const found = lstatSync(prompt, { throwIfNoEntry: false })
    // The editor itself opens what is no small plain file in ways of its own, or waits for it.
    if (found?.isFile() && found.size < 2 ** 20) {
      await vscode.workspace.openTextDocument(uri)
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 20)
      said.push(...lenses.map(lens => `${lens.command?.title ?? ''} ${lens.command?.tooltip ?? ''}`))
    }
    said.push(...(await done(uri, way)))
    said.push(...vscode.languages.getDiagnostics(uri).map(({ message }) => message))
  }
}

/** Does what the way says; what the commands said. */
async function done(prompt: vscode.Uri, way: Way): Promise<readonly string[]> {
  switch (way.is) {
    case 'resumed':
      await vscode.commands.executeCommand('gpo.resume', prompt)
      return []
    case 'evaluated':
      return asked('gpo_evaluatePrompt', prompt)
    case 'exported': {
      const said = await asked('gpo_optimizePrompt', prompt)
      for (const form of exportForms)
        await vscode.commands.executeCommand('gpo.exportReport', prompt, form, beside(prompt, `report.${form}`))
      await vscode.commands.executeCommand('gpo.exportReport', prompt, 'copy')
      return [...said, await vscode.env.clipboard.readText()]
    }
    case 'shared': {
      const [program = '', ...args] = way.command
      const terminal = spawn(program, args, { cwd: beside(prompt, '').fsPath, stdio: ['ignore', 'ignore', 'pipe'] })
      const ended = once(terminal, 'close')
      await once(terminal.stderr, 'data')
      const said = await asked('gpo_evaluatePrompt', prompt)
      await ended
      return said
    }
    default:
      return way satisfies never
  }
}

/** What a tool answers an agent. */
async function asked(tool: string, prompt: vscode.Uri): Promise<readonly string[]> {
  const input = { promptFile: prompt.fsPath }
  const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined })
  return content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
}

const beside = (prompt: vscode.Uri, name: string): vscode.Uri => vscode.Uri.joinPath(prompt, '..', name)

/** Watches the extension host until it is called. */
function watching(): () => Omit<Told, 'said'> {
  const started = performance.now()
  let [last, blocked, bytes] = [started, 0, 0]
  const beat = setInterval(() => {
    const now = performance.now()
    blocked = Math.max(blocked, now - last - 20)
    last = now
    bytes = Math.max(bytes, process.memoryUsage.rss())
  }, 20)
  return () => {
    clearInterval(beat)
    const seconds = (performance.now() - started) / 1000
    return { seconds, blockedMs: Math.round(blocked), megabytes: Math.round(bytes / 2 ** 20) }
  }
}
