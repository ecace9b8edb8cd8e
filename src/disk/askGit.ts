import { execFile } from 'node:child_process'
import { dirname } from 'node:path'

/** In bytes. Longer output is refused, because no prompt is so long. */
const longestOutput = 4 * 2 ** 20

/** Milliseconds. Reading what is committed takes a moment; a configuration may name a pipe, which is read for ever. */
const patience = 20_000

/**
 * What git finds its programs and the user's own settings by. Nothing else of the environment is passed on: no key, and
 * no variable that names another repository.
 */
const passedOn = [
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'TMPDIR'],
  ...['SystemRoot', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'ProgramData', 'TEMP', 'TMP'],
] as const

/** What git put out. */
export interface GitOutput {
  readonly text: string
  /** Whether git was stopped before it had ended, so that this is only its beginning. */
  readonly isLate: boolean
}

/** The output of a git command that only reads what is committed; undefined if it fails, or takes too long. */
export async function askGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  const output = await hearGit(folder, args)
  return output?.isLate ? undefined : output?.text
}

/**
 * The same with what git had put out when it was stopped, after `milliseconds`. The repository may be a stranger's, and its
 * configuration may name programs: git runs no monitor and no pager here, fetches nothing, whatever way of fetching is
 * configured, takes no lock, and takes a folder for a repository only if it is called `.git`.
 */
export function hearGit(
  folder: string,
  args: readonly string[],
  milliseconds: number = patience,
): Promise<GitOutput | undefined> {
  const own = passedOn.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]))
  const env = {
    ...Object.fromEntries(own),
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  }
  const settings = ['core.fsmonitor=false', 'core.quotePath=false', 'safe.bareRepository=explicit']
  const all = ['--no-pager', '-C', folder, ...settings.flatMap(setting => ['-c', setting]), ...args]
  // On Windows a program is looked for in the working folder first, which may be the stranger's.
  const options = { cwd: dirname(process.execPath), env, maxBuffer: longestOutput, timeout: milliseconds }
  return new Promise(resolve => {
    execFile('git', all, options, (error, text) => {
      const isLate = error?.killed === true && error.code !== 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'
      resolve(error && !isLate ? undefined : { text, isLate })
    })
  })
}
