/** How the demo model counts tokens: 1.3 per word (a run of characters without white space), rounded up. */
const tokensPerWord = 1.3

export const countTokens = (text: string): number => Math.ceil(countSpaced(text) * tokensPerWord)

export const countSpaced = (text: string): number => text.match(/\S+/g)?.length ?? 0

/** The text cut after as many whole words as fit into `maxTokens`, as an endpoint stops at its limit. */
export function cutToTokens(text: string, maxTokens: number): string {
  if (countTokens(text) <= maxTokens) return text
  const words = Math.max(1, Math.floor(maxTokens / tokensPerWord))
  return new RegExp(`^\\s*(?:\\S+\\s+){${words - 1}}\\S+`).exec(text)?.[0] ?? text
}
