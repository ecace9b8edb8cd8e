import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Attack, groundAt, writeHarmless } from '../../hostile/attack.ts'
import { attacks } from '../../hostile/attacks.ts'
import { echo, repeating, slow } from '../../hostile/endpoint.ts'
import { print, writeHome } from '../../hostile/home.ts'

/** An attack that is laid out in a folder of the workspace. */
export interface Laid {
  readonly attack: Attack
  readonly folder: string
  readonly home: string
  /** The file that a user would evaluate or resume, by its whole path. */
  readonly prompt: string
  /** What the user's own files, and the harmless prompt, were like before. */
  readonly before: { readonly home: string; readonly prompt: string }
}

export interface Grounds {
  /** A workspace of one folder for each attack. */
  readonly workspace: string
  readonly laid: readonly Laid[]
  remove(): void
}

/** Nothing hostile lies in these folders; what is done in them, and by which endpoint, is of a kind of its own. */
const ways = {
  [echo]: { name: 'the endpoint repeats the key in its error', make: () => undefined, asks: 'once' },
  [repeating]: {
    name: 'the endpoint repeats the key in its answers, and the report is exported in every form',
    make: ground => ground.write('a.eval.jsonl', casesOf(24)),
    asks: 'once',
  },
  [slow]: {
    name: 'a terminal evaluates the prompt at the same time',
    make: ground => ground.write('a.eval.jsonl', casesOf(sharedCases)),
    asks: 'once',
  },
} satisfies Readonly<Record<string, Attack>>

/** The cases of the prompt that a terminal and the editor evaluate at the same time: so many requests are paid for. */
export const sharedCases = 6

const casesOf = (count: number): string =>
  Array.from({ length: count }, (_, at) => `{"input":"${at} + 1","expected":"${at + 1}"}\n`).join('')

/**
 * Those that take time and memory alone are measured at the terminal, each by itself: in one window they would hold up all
 * others.
 */
export const all: readonly Attack[] = [
  ...Object.values(attacks)
    .flat()
    .filter(({ limit }) => limit === undefined),
  ...Object.values(ways),
]

/** The first part of the paths at which the endpoint of an attack is asked. */
export const partOf = (index: number): string =>
  Object.keys(ways)[index - all.length + Object.keys(ways).length] ?? `${index}`

/** The name of the endpoint that the folder of an attack is to ask, so that it is known who was asked for what. */
export const providerOf = (index: number): string => `a${index}`

/** Lays out every attack at once, since a window that gets another folder starts its extensions anew. */
export function layOut(endpointOf: (index: number) => string, strangerOf: (index: number) => string): Grounds {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'gpo-hostile-')))
  const laid = all.map((attack, index): Laid => {
    const [folder, home] = [join(root, `repository-${index}`), join(root, `home-${index}`)]
    mkdirSync(folder)
    writeHome(home)
    const ground = groundAt({ folder, home, endpoint: endpointOf(index), stranger: strangerOf(index) })
    writeHarmless(ground)
    attack.make(ground)
    const [command, file = 'a.prompt.md'] = attack.typed ?? []
    if (!existsSync(join(folder, '.vscode')))
      ground.write('.vscode/settings.json', JSON.stringify({ 'gpo.taskModel': `${providerOf(index)}:m` }))
    return {
      attack,
      folder,
      home,
      prompt: join(folder, command === 'eval' ? file : 'a.prompt.md'),
      before: { home: print(home), prompt: readFileSync(join(folder, 'a.prompt.md'), 'utf8') },
    }
  })
  const workspace = join(root, 'hostile.code-workspace')
  writeFileSync(workspace, JSON.stringify({ folders: laid.map(({ folder }) => ({ path: folder })) }))
  return { workspace, laid, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }) }
}
