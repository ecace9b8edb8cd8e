import { commands, type Disposable } from 'vscode'
import { Lifetime } from './editor/lifetime.ts'

/** What a command is called with: in a view the row and all selected rows, else whatever its caller names. */
export type CalledWith = readonly unknown[]

/** Carries out each command of some. */
export type Commands<Name extends string> = (name: Name, called: CalledWith) => unknown

/** Registers commands whose code is loaded when the first of them is called. */
export function registerOnDemand<Name extends string>(
  names: readonly Name[],
  load: () => Promise<Commands<Name>>,
): Disposable {
  const registered = new Lifetime()
  const loadOnce = once(load)
  for (const name of names) {
    const call = async (...called: CalledWith): Promise<unknown> => (await loadOnce())(name, called)
    registered.register(commands.registerCommand(`gpo.${name}`, call))
  }
  return registered
}

/** Loads at the first call, and gives the same to all. */
export function once<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loaded: Promise<Loaded> | undefined
  return () => {
    loaded ??= load()
    return loaded
  }
}
