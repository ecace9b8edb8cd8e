import { type Attempt, cancelled } from '../ask.ts'
import { onAbort } from './onAbort.ts'

interface Flight<T> {
  waiting: number
  readonly controller: AbortController
  readonly landing: Promise<Attempt<T>>
}

export type SingleFlight<T> = (
  key: string,
  start: (signal: AbortSignal) => Promise<Attempt<T>>,
  signal: AbortSignal,
) => Promise<{ readonly attempt: Attempt<T>; readonly joined: boolean }>

/**
 * Callers that want what is already being requested wait for the same answer (`joined`). Each may leave separately; the
 * request is aborted when the last one has left.
 */
export function singleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>()

  const depart = (key: string, start: (signal: AbortSignal) => Promise<Attempt<T>>): Flight<T> => {
    const controller = new AbortController()
    const landing = start(controller.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key)
    })
    const flight: Flight<T> = { waiting: 0, controller, landing }
    flights.set(key, flight)
    return flight
  }

  return (key, start, signal) => {
    if (signal.aborted) return Promise.resolve({ attempt: cancelled, joined: false })
    const present = flights.get(key)
    const joined = present !== undefined
    const flight = present ?? depart(key, start)
    flight.waiting += 1
    return new Promise((resolve, reject) => {
      const stopListening = onAbort(signal, () => {
        flight.waiting -= 1
        if (flight.waiting === 0) {
          if (flights.get(key) === flight) flights.delete(key)
          flight.controller.abort()
        }
        resolve({ attempt: cancelled, joined })
      })
      flight.landing.then(attempt => {
        stopListening()
        resolve({ attempt, joined })
      }, reject)
    })
  }
}
