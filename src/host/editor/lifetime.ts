import type { Disposable } from 'vscode'

/** Owns what must be disposed with it, so that one expression creates and registers: `this.register(watcher)`. */
export class Lifetime implements Disposable {
  private readonly owned: Disposable[] = []

  register<T extends Disposable>(item: T): T {
    this.owned.push(item)
    return item
  }

  /** Disposes everything in reverse order of creation. */
  dispose(): void {
    for (const item of this.owned.splice(0).reverse()) item.dispose()
  }
}
