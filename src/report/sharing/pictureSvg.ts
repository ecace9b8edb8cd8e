import type { Picture } from './picture.ts'

/** A picture as an SVG file of its own, legible on light and on dark. `title` is read aloud. */
export function pictureSvg({ width, height, lines, dots, labels }: Picture, title: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${asMarkup(title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...lines.map(({ kind, points }) => `<polyline class="${kind}" points="${points}"/>`),
    ...dots.map(({ kind, x, y }) => `<circle class="${kind}" cx="${x}" cy="${y}" r="3"/>`),
    ...labels.map(
      ({ text, x, y, anchor }) => `<text x="${x}" y="${y}" text-anchor="${anchor}">${asMarkup(text)}</text>`,
    ),
    '</svg>',
  ].join('\n')
}

/** Text that may stand in markup. */
export const asMarkup = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)

const style = `
.ground { fill: #fff } polyline { fill: none; stroke-width: 1 }
.grid { stroke: #d0d0d0 } .original { stroke: #555; stroke-dasharray: 5 4 }
.best { stroke: #17703a; stroke-width: 2.5 } .other { stroke: #8a3ea8; stroke-width: 2.5; stroke-dasharray: 9 4 }
.scored { fill: #1f6fd0 } .dropped { fill: #fff; stroke: #555 }
text { font: 12px sans-serif; fill: #333 }
@media (prefers-color-scheme: dark) {
  .ground { fill: #1e1e1e } .grid { stroke: #444 } .original { stroke: #bbb }
  .best { stroke: #6fd08c } .other { stroke: #d9a0f0 }
  .scored { fill: #6fb3ff } .dropped { fill: #1e1e1e; stroke: #bbb } text { fill: #ccc }
}`
