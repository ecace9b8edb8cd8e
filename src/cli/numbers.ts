export const percent = (score: number | null): string =>
  score === null ? 'unmeasured' : `${(100 * score).toFixed(1)} %`

/** Three decimals, or as a bound where the chance is smaller. */
export const chance = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

export const points = (difference: number): string => `${difference < 0 ? '' : '+'}${(100 * difference).toFixed(1)}`
