import { briefly } from '../briefly.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** About the files that are read and written. */
export const fileSentences = {
  'file-not-found': () => 'There is no such file. Check the path.',
  'system-refused': problem =>
    `The system refuses: ${briefly(problem.detail)}. Check permissions, what stands in the way, and the space on the disk; then try again.`,
  'not-a-file': () =>
    'This is no plain file but a pipe, a device or a socket, and is not read. Put a plain file there.',
  'too-large': problem =>
    `The file has ${megabytes(problem.bytes)} MB, and no more than ${megabytes(problem.most)} MB are read. Make it smaller, or move it away.`,
  'outside-workspace': () =>
    'This lies outside of the workspace, or in .git or .gpo, where nothing is read that a file names. Copy it into the workspace, or take the name out.',
  'not-own': problem =>
    `This is not a file that GPO keeps for itself: ${briefly(problem.detail)}. Nothing is read from it or written to it; delete it, and start again.`,
  'not-utf8': () => 'The file is not UTF-8 text. Save it as UTF-8 and try again.',
  'file-changed': () => 'The file has changed since it was read, so nothing was written. Do it again.',
} satisfies SomeSentences

const megabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20)
