import { percentage } from '../../text/numbers.ts'

export const percent = (score: number | null): string => (score === null ? 'unmeasured' : percentage(score, 1))
