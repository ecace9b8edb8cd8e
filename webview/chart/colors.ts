/** The theme's colours for drawing on a canvas, which style sheets do not reach. */
export interface Colors {
  readonly foreground: string
  readonly muted: string
  readonly background: string
  readonly grid: string
  readonly accent: string
  readonly best: string
  readonly font: string
}

export function readColors(): Colors {
  const style = getComputedStyle(document.documentElement)
  const read = (...names: readonly string[]) =>
    names.map(name => style.getPropertyValue(`--vscode-${name}`).trim()).find(value => value !== '')
  const font = `11px ${read('font-family') ?? 'sans-serif'}`
  if (matchMedia('(forced-colors: active)').matches) return { ...forced, font }
  return {
    foreground: read('foreground') ?? 'CanvasText',
    muted: read('descriptionForeground', 'foreground') ?? 'GrayText',
    background: read('editor-background') ?? 'Canvas',
    grid: faint(read('foreground'), 18),
    accent: read('charts-blue') ?? 'Highlight',
    best: read('charts-green') ?? 'CanvasText',
    font,
  }
}

/** Calls back when the editor's theme, or the system's contrast, changes. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] })
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-kind'] })
  matchMedia('(forced-colors: active)').addEventListener('change', changed)
}

const faint = (color = 'CanvasText', percent: number) => `color-mix(in srgb, ${color} ${percent}%, transparent)`

const forced = {
  foreground: 'CanvasText',
  muted: 'CanvasText',
  background: 'Canvas',
  grid: faint('CanvasText', 30),
  accent: 'LinkText',
  best: 'CanvasText',
} as const satisfies Omit<Colors, 'font'>
