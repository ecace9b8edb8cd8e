import { element, setText } from './element.ts'

export interface Speaker {
  readonly element: HTMLElement
  /** `urgent` is said at once; of the rest the newest is said when the time has come. */
  say(text: string, urgent: boolean): void
}

/** Tells a screen reader what goes on, with `pause` milliseconds between: fast steps must not pile up in its queue. */
export function speaker(pause = 5000): Speaker {
  const spoken = element('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' })
  let waiting = ''
  let timer: number | undefined

  return {
    element: spoken,
    say: (text, urgent) => {
      waiting = text
      if (timer !== undefined && !urgent) return
      clearTimeout(timer)
      setText(spoken, waiting)
      timer = setTimeout(speakAgain, pause)
    },
  }

  function speakAgain() {
    const more = waiting !== spoken.textContent
    timer = more ? setTimeout(speakAgain, pause) : undefined
    setText(spoken, waiting)
  }
}
