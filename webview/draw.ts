/** Makes an SVG element: unlike a canvas it follows the style sheets, and thus the theme. */
export function draw(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  if (!(made instanceof SVGElement)) throw new TypeError(`${tag} is no SVG element`)
  return made
}
