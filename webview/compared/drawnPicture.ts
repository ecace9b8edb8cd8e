import type { Picture } from '../../src/report/sharing/picture.ts'
import { draw } from '../draw.ts'

/** A picture as elements that follow the theme; `title` is read aloud in its place. */
export function drawnPicture({ width, height, lines, dots, labels }: Picture, title: string): SVGElement {
  const box = draw('svg', { viewBox: `0 0 ${width} ${height}`, class: 'picture', role: 'img', 'aria-label': title })
  box.append(
    ...lines.map(({ kind, points }) => draw('polyline', { class: kind, points })),
    ...dots.map(({ kind, x, y }) => draw('circle', { class: kind, cx: x, cy: y, r: 3 })),
    ...labels.map(({ text, x, y, anchor }) => {
      const label = draw('text', { x, y, 'text-anchor': anchor })
      label.textContent = text
      return label
    }),
  )
  return box
}
