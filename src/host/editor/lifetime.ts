import type { Disposable } from 'vscode'

/** Owns what must end with it, so that making and owning is one expression: `this.register(watcher)`. */
export class Lifetime implements Disposable {
  private readonly owned: Disposable[] = []

  register<T extends Disposable>(item: T): T {
    this.owned.push(item)
    return item
  }

  /** Ends everything in the reverse of the order it was made in. */
  dispose(): void {
    for (const item of this.owned.splice(0).reverse()) item.dispose()
  }
}
