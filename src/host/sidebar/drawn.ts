/**
 * What the rows of a tree showed when they were last drawn. When a row is redrawn, the editor forgets what is attached
 * to it, and a command clicked in its menu at that moment arrives without its row. So only rows that have changed are
 * redrawn.
 */
export class Drawn<Node> {
  private readonly said = new Map<Node, string>()

  note(node: Node, says: string): void {
    this.said.set(node, says)
  }

  nodes(): readonly Node[] {
    return [...this.said.keys()]
  }

  /** The drawn nodes whose rows have changed. */
  async changed(nodes: readonly Node[], say: (node: Node) => Promise<string>): Promise<readonly Node[]> {
    const drawn = nodes.filter(node => this.said.has(node))
    const now = await Promise.all(drawn.map(say))
    return drawn.filter((node, at) => this.said.get(node) !== now[at])
  }

  clear(): void {
    this.said.clear()
  }
}
