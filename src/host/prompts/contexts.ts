import { commands, type Disposable, Uri, window } from 'vscode'
import { Lifetime } from '../editor/lifetime.ts'
import type { Features } from '../features.ts'
import { followFound } from './foundPrompts.ts'

/**
 * Tells the menus which prompt files have a running run, a refined prompt that waits, a run that can be continued, or
 * any run, and which are prompts although their names do not say so; and tells the key bindings whether the active editor shows changes to decide on.
 */
export function followContexts({ pending, reviews, runs, unfinished }: Features): Disposable {
  const following = new Lifetime()
  const set = (name: string, paths: readonly string[]) =>
    void commands.executeCommand('setContext', `gpo.${name}`, paths.map(asShown))
  const waiting = () =>
    set(
      'waiting',
      pending.all().map(({ prompt }) => prompt),
    )
  const recorded = () => {
    set('resumable', unfinished.paths())
    set('optimized', unfinished.optimized())
  }
  let last = ''
  const running = () => {
    const paths = runs.all().map(({ request }) => request.prompt.path)
    if (paths.join('\n') !== last) set('running', paths)
    last = paths.join('\n')
  }
  let wasReviewing: boolean | undefined
  const reviewing = () => {
    const document = window.activeTextEditor?.document
    const isReviewing = document !== undefined && (reviews.inline(document)?.open.length ?? 0) > 0
    if (isReviewing !== wasReviewing) void commands.executeCommand('setContext', 'gpo.reviewing', isReviewing)
    wasReviewing = isReviewing
  }
  following.register(followFound(paths => set('found', paths)))
  following.register(reviews.onDidChange(reviewing))
  following.register(window.onDidChangeActiveTextEditor(reviewing))
  following.register(pending.onDidChange(waiting))
  following.register(unfinished.onDidChange(recorded))
  following.register(runs.onDidChange(running))
  reviewing()
  waiting()
  recorded()
  set('running', [])
  return following
}

/** `resourcePath` uses the system's notation of paths. */
const asShown = (path: string): string => Uri.file(path).fsPath
