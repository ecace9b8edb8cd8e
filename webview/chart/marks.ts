import uPlot from 'uplot'

/** Candidates differ in shape as well as in colour. Radii are in canvas pixels. */
export const marks = {
  disc: (path, x, y, radius) => {
    path.moveTo(x + radius, y)
    path.arc(x, y, radius, 0, 2 * Math.PI)
  },
  diamond: (path, x, y, radius) => {
    path.moveTo(x, y - radius)
    path.lineTo(x + radius, y)
    path.lineTo(x, y + radius)
    path.lineTo(x - radius, y)
    path.closePath()
  },
  cross: (path, x, y, radius) => {
    path.moveTo(x - radius, y - radius)
    path.lineTo(x + radius, y + radius)
    path.moveTo(x - radius, y + radius)
    path.lineTo(x + radius, y - radius)
  },
} as const satisfies Record<string, Mark>

type Mark = (path: Path2D, x: number, y: number, radius: number) => void

/** Draws one mark per value; `diameter` is in CSS pixels. Marks at the very edge of the plot are not cut off. */
export function paths(mark: Mark, diameter: () => number): uPlot.Series.Points.PathBuilder {
  return (plot, series, first, last) => {
    const path = new Path2D()
    const x = plot.data[0]
    const y = plot.data[series]
    for (let index = first; index <= last; index++) {
      const [across, up] = [x?.[index], y?.[index]]
      if (across == null || up == null) continue
      const radius = (diameter() / 2) * uPlot.pxRatio
      mark(path, plot.valToPos(across, 'x', true), plot.valToPos(up, 'y', true), radius)
    }
    return { stroke: path, fill: path }
  }
}
