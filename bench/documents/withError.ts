export const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length

/** A mean with its standard error. */
export function withError(all: readonly number[]): string {
  const centre = mean(all)
  const squares = all.reduce((sum, one) => sum + (one - centre) ** 2, 0)
  return `${centre.toFixed(3)} ±${Math.sqrt(squares / (all.length - 1) / all.length).toFixed(3)}`
}
