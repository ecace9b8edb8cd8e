import type { CandidatePoint } from './series.ts'

/** Maximum distance of the pointer from a point, in CSS pixels. */
const reach = 9

/** The position of a value on a scale, in CSS pixels. */
interface Scales {
  valToPos(value: number, scale: 'x' | 'y'): number
}

/** The candidate whose point is nearest to a position in the plot, in CSS pixels; undefined if none is close. */
export function pointNear(
  plot: Scales,
  points: readonly (CandidatePoint | null)[],
  left: number,
  top: number,
): CandidatePoint | undefined {
  let nearest: CandidatePoint | undefined
  let distance = reach
  for (const point of points) {
    if (point === null) continue
    const across = plot.valToPos(point.x, 'x') - left
    // Points are sorted by position.
    if (across > reach) break
    const away = Math.hypot(across, plot.valToPos(point.y, 'y') - top)
    if (away > distance) continue
    nearest = point
    distance = away
  }
  return nearest
}
