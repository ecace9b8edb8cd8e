/**
 * What the rows of a tree said when they were last drawn. The editor forgets what hangs on a row that is drawn again, and
 * a command that is clicked in its menu just then arrives without its row: so only rows that say something else are.
 */
export class Drawn<Node> {
  private readonly said = new Map<Node, string>()

  note(node: Node, says: string): void {
    this.said.set(node, says)
  }

  nodes(): readonly Node[] {
    return [...this.said.keys()]
  }

  /** Those of the drawn nodes that say something else now. */
  async changed(nodes: readonly Node[], say: (node: Node) => Promise<string>): Promise<readonly Node[]> {
    const drawn = nodes.filter(node => this.said.has(node))
    const now = await Promise.all(drawn.map(say))
    return drawn.filter((node, at) => this.said.get(node) !== now[at])
  }

  clear(): void {
    this.said.clear()
  }
}
