import type { Compared } from '../step/prompts.ts'
import type { AxisKind } from './axes.ts'

/** What the user has chosen to look at. A page that is restored shows it again. */
export interface Look {
  readonly axis: AxisKind
  readonly panel: PanelName
  /** The step that the user looks at; absent if the page follows the newest. */
  readonly pinned?: number
  readonly compared: Compared
  /** The scroll position of the page, in CSS pixels. */
  readonly scroll: number
}

export type PanelName = 'candidates' | 'meta-prompt' | 'cases' | 'compare'

export const firstLook: Look = {
  axis: 'step',
  panel: 'candidates',
  compared: { from: 'original', to: 'best' },
  scroll: 0,
}

/** Reads the state stored by a page, possibly of an older version; whatever cannot be read gets its initial value. */
export function readLook(raw: unknown): Look {
  if (!isRecord(raw)) return firstLook
  const { axis, panel, pinned, compared, scroll } = raw
  return {
    axis: axisNames.find(name => name === axis) ?? firstLook.axis,
    panel: panelNames.find(name => name === panel) ?? firstLook.panel,
    ...(typeof pinned === 'number' && { pinned }),
    compared: isCompared(compared) ? compared : firstLook.compared,
    scroll: typeof scroll === 'number' ? scroll : firstLook.scroll,
  }
}

const axisNames: readonly AxisKind[] = ['step', 'spend']
const panelNames: readonly PanelName[] = ['candidates', 'meta-prompt', 'cases', 'compare']

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null

const isCompared = (raw: unknown): raw is Compared =>
  isRecord(raw) && typeof raw.from === 'string' && typeof raw.to === 'string'
