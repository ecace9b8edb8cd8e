import type { CandidatePoint } from './series.ts'

/** How far from a point the pointer may be to mean it, in CSS pixels. */
const reach = 9

/** Where a value stands on a scale, in CSS pixels. */
interface Scales {
  valToPos(value: number, scale: 'x' | 'y'): number
}

/** The candidate whose point is nearest to a place in the plot, in CSS pixels; undefined where none is close. */
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
    // Points stand in the order of their places.
    if (across > reach) break
    const away = Math.hypot(across, plot.valToPos(point.y, 'y') - top)
    if (away > distance) continue
    nearest = point
    distance = away
  }
  return nearest
}
