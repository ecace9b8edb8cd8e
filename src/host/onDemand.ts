import { commands, type Disposable } from 'vscode'
import { Lifetime } from './editor/lifetime.ts'
import { complain } from './editor/notices.ts'

/** What a command is called with: in a view the row and all selected rows, else whatever its caller names. */
export type CalledWith = readonly unknown[]

/** Carries out each command of some. */
export type Commands<Name extends string> = (name: Name, called: CalledWith) => unknown

/** Gives what is loaded when it is first needed; undefined if that failed, which the user was told. */
export type OnDemand<Loaded> = () => Promise<Loaded | undefined>

/** Registers commands whose code is loaded when the first of them is called. */
export function registerOnDemand<Name extends string>(
  names: readonly Name[],
  load: OnDemand<Commands<Name>>,
): Disposable {
  const registered = new Lifetime()
  const loadOnce = once(load)
  for (const name of names) {
    const call = async (...called: CalledWith): Promise<unknown> => (await loadOnce())?.(name, called)
    registered.register(commands.registerCommand(`gpo.${name}`, call))
  }
  return registered
}

/** Imports a part of the extension that its start does without. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part | undefined> {
  try {
    return await load()
  } catch (error) {
    console.error(error)
    complain({ code: 'part-not-loaded' })
    return undefined
  }
}

/** Gives the same to all, from the first call that could load it. */
export function once<Loaded>(load: OnDemand<Loaded>): OnDemand<Loaded> {
  let loaded: Loaded | undefined
  return async () => {
    const found = loaded ?? (await load())
    // Of two calls that began before anything was loaded, both get what the first found.
    loaded ??= found
    return loaded
  }
}
