/** Rewrites an expression; `slips` makes the result of this step wrong. Undefined if it is not an expression. */
export type Rewrite<Token> = (tokens: readonly Token[], slips: boolean) => readonly Token[] | undefined

/**
 * Rewrites an expression until one token is left, with every step written down; step `slipAt` goes wrong. Undefined if
 * it is not an expression.
 */
export function rewritten<Token>(
  tokens: readonly Token[],
  rewrite: Rewrite<Token>,
  write: (tokens: readonly Token[]) => string,
  slipAt: number,
): { readonly left: Token | undefined; readonly working: readonly string[] } | undefined {
  const working: string[] = []
  let current = tokens
  while (current.length > 1) {
    const next = rewrite(current, working.length === slipAt)
    if (next === undefined) return undefined
    current = next
    working.push(`= ${write(current)}`)
  }
  return { left: current[0], working }
}
