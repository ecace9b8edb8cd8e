import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where an attack is laid out: a folder as it is cloned, and beside it what is the user's own. */
export interface Ground {
  /** The repository. */
  readonly folder: string
  /** Files of the user outside of it. */
  readonly home: string
  /** Base URL of the endpoint that the user names. */
  readonly endpoint: string
  /** Base URL of an endpoint that only the attacker names. */
  readonly stranger: string
  /** Writes a file of the repository; a text or its bytes. */
  write(path: string, content: string | Uint8Array): void
  /** A symbolic link in the repository. */
  link(path: string, to: string): void
  pipe(path: string): void
  /** A file of so many bytes of which hardly any stand on the disk. */
  sparse(path: string, bytes: number, start?: string | Uint8Array): void
  git(...args: readonly string[]): void
}

/** One thing that whoever wrote a repository can do with it. */
export interface Attack {
  /** What lies in the repository. */
  readonly name: string
  /** What bounds the time and the memory that it takes. */
  readonly limit?: string
  make(ground: Ground): void
  /** What the user types in the repository; the scoring of `a.prompt.md` where absent. */
  readonly typed?: readonly string[]
  /** What the endpoint of the user must have been asked: at least once, or never. */
  readonly asks?: 'once' | 'never'
  /** What standard error or output must say. */
  readonly says?: RegExp
}

export function groundAt(places: Pick<Ground, 'folder' | 'home' | 'endpoint' | 'stranger'>): Ground {
  const at = (path: string): string => {
    const whole = join(places.folder, path)
    mkdirSync(dirname(whole), { recursive: true })
    return whole
  }
  return {
    ...places,
    write: (path, content) => writeFileSync(at(path), content),
    link: (path, to) => symlinkSync(to, at(path)),
    pipe: path => void spawnSync('mkfifo', [at(path)]),
    sparse(path, bytes, start = '') {
      writeFileSync(at(path), start)
      truncateSync(join(places.folder, path), bytes)
    },
    git(...args) {
      const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org']
      const done = spawnSync('git', [...identity, ...args], { cwd: places.folder, encoding: 'utf8' })
      if (done.status !== 0) throw new Error(done.stderr)
    },
  }
}

/** The prompt and the eval set that most attacks stand beside. */
export function writeHarmless(ground: Ground): void {
  ground.write('a.prompt.md', 'Add the numbers: {{input}}\n')
  ground.write('a.eval.jsonl', '{"input":"1 + 1","expected":"2"}\n{"input":"2 + 3","expected":"5"}\n')
}

export const evaluate = (prompt: string, ...more: readonly string[]): readonly string[] => ['eval', prompt, ...more]
