import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A secret of the user, in files outside of the repository and in the environment. */
export const canary = 'CANARY-5f1c9a'

/** What is the user's own, outside of the repository. */
export function writeHome(home: string): void {
  mkdirSync(home)
  for (const [name, text] of Object.entries({
    '.bashrc': '# mine\n',
    'secret.txt': `${canary}\n`,
    'vars.yaml': `input: ${canary}\n`,
    'tests.csv': `input,__expected\n${canary},x\n`,
    'cases.jsonl': `{"input":"${canary}","expected":"x"}\n`,
    'validation.jsonl': `{"input":"${canary}","expected":"x"}\n`,
    'task.yaml': `inputs: { prompt: ${canary} }\nexpected: { output_contains: x }\n`,
    'own.prompt.md': 'Mine.\n',
  }))
    writeFileSync(join(home, name), text)
}

/** The names and bytes of a folder in one text. */
export function print(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    hash.update(name)
    if (statSync(join(folder, name)).isFile()) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

/** Whether a plain file below a folder holds a text. */
export function keptIn(folder: string, text: string): boolean {
  const names = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
    : []
  return names.some(entry => {
    const path = join(entry.parentPath, entry.name)
    if (realpathSync(entry.parentPath) !== entry.parentPath) return false
    return entry.isFile() && lstatSync(path).size < 2 ** 24 && readFileSync(path).includes(text)
  })
}
