import { EventEmitter, type Memento, type Uri, window } from 'vscode'
import { type Inspection, inspect } from '../../evals/preparing/inspect.ts'
import { type Prepared, preparedFrom } from '../../evals/preparing/prepare.ts'
import type { LoadSet } from '../../evals/reading/loadEvalSet.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { editorFiles, pathOf, relativePath, uriOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Moved } from '../editor/moved.ts'

/** The eval sets that the user chose by hand, by prompt file, and how eval sets are read. */
export class ChosenEvalSets extends Lifetime {
  private readonly changed = this.register(new EventEmitter<void>())
  readonly onDidChange = this.changed.event
  readonly load: LoadSet
  private readonly memento: Memento

  constructor(memento: Memento, load: LoadSet) {
    super()
    this.memento = memento
    this.load = load
  }

  of(prompt: Uri): string | undefined {
    return this.memento.get<string>(`${prefix}${pathOf(prompt)}`)
  }

  /** The prompts for which this eval set was chosen. */
  promptsOf(evalSet: string): readonly string[] {
    const keys = this.memento.keys().filter(key => key.startsWith(prefix) && this.memento.get(key) === evalSet)
    return keys.map(key => key.slice(prefix.length))
  }

  /** Stores the choice; undefined returns to pairing by name and place. */
  async choose(prompt: Uri, evalSet: string | undefined): Promise<void> {
    await this.memento.update(`${prefix}${pathOf(prompt)}`, evalSet)
    this.changed.fire()
  }

  /** Follows renamed files, both prompts and eval sets. */
  async move(moved: Moved): Promise<void> {
    for (const key of this.memento.keys().filter(key => key.startsWith(prefix))) {
      const prompt = key.slice(prefix.length)
      const evalSet = this.memento.get<string>(key)
      const [to, chosen] = [moved(prompt), evalSet === undefined ? undefined : moved(evalSet)]
      if (to === undefined && chosen === undefined) continue
      if (to !== undefined) await this.memento.update(key, undefined)
      await this.memento.update(`${prefix}${to ?? prompt}`, chosen ?? evalSet)
      this.changed.fire()
    }
  }
}

const prefix = 'gpo.evalSet:'

/** Inspects a prompt file and its eval set as they are in the editor, including unsaved changes. */
export const inspectPrompt = (prompt: Uri, chosen: ChosenEvalSets): Promise<Inspection> =>
  inspect(pathOf(prompt), {
    files: editorFiles(prompt, chosen.of(prompt)),
    root: pathOf(workspaceFolderOf(prompt)),
    evalSet: chosen.of(prompt),
    load: chosen.load,
  })

/** The same, ready to be scored. */
export const preparePrompt = async (prompt: Uri, chosen: ChosenEvalSets, target?: string): Promise<Outcome<Prepared>> =>
  preparedFrom(await inspectPrompt(prompt, chosen), target)

/** Inspects a prompt; if several eval sets are possible, asks the user and stores the choice. */
export async function inspectOrAsk(prompt: Uri, chosen: ChosenEvalSets): Promise<Outcome<Inspection>> {
  const inspection = await inspectPrompt(prompt, chosen)
  const { problem } = inspection
  if (problem?.code !== 'ambiguous-eval-set') return success(inspection)
  const folder = workspaceFolderOf(prompt)
  const items = problem.found.map(path => ({ label: relativePath(folder, uriOf(path, prompt)), path }))
  const picked = await window.showQuickPick(items, {
    title: 'Which eval set belongs to this prompt?',
    ignoreFocusOut: true,
  })
  if (picked === undefined) return failure({ code: 'cancelled' })
  await chosen.choose(prompt, picked.path)
  return success(await inspectPrompt(prompt, chosen))
}
