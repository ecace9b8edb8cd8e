import { element, setText } from './element.ts'

export interface Speaker {
  readonly element: HTMLElement
  /** `urgent` texts are spoken at once; of the others, the newest is spoken after the pause. */
  say(text: string, urgent: boolean): void
}

/** Tells a screen reader what happens, with `pause` milliseconds in between: fast steps must not fill up its queue. */
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
