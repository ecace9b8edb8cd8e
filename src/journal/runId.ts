import { randomBytes } from 'node:crypto'

/** A name for a run that sorts by start time and is a valid file name: `20261122-233015-1a2b3c`, in UTC. */
export function newRunId(now: Date = new Date()): string {
  const [date = '', time = ''] = now.toISOString().split('T')
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(3).toString('hex')}`
}

/** Run ids also come from the command line and the page, so they are checked before they become part of a path. */
export const isRunId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,80}$/.test(text)
