import { failure, type Outcome, success } from '../problem/outcome.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import { endsLikePrompt, type FormatName } from './finding/globs.ts'
import { dotPromptNet } from './formats/dotPromptNet.ts'
import { dotprompt } from './formats/dotprompt.ts'
import { langchain } from './formats/langchain.ts'
import { agentMd } from './formats/markdown/agentMd.ts'
import { agentsMd } from './formats/markdown/agentsMd.ts'
import { instructionsMd } from './formats/markdown/instructionsMd.ts'
import { promptMd } from './formats/markdown/promptMd.ts'
import { skill } from './formats/markdown/skill.ts'
import { text } from './formats/plainText.ts'
import { promptfoo } from './formats/promptfoo.ts'
import { promptl } from './formats/promptl.ts'
import { promptYml } from './formats/promptYml.ts'
import { prompty } from './formats/prompty.ts'
import { rubric } from './formats/rubric.ts'
import { semanticKernel } from './formats/semanticKernel.ts'
import type { Files, PromptFile, PromptFormat, Target } from './promptFile.ts'

/**
 * Every prompt format by its name. To add one, add a file in formats/ and a line here. A file is of the first format
 * that matches it.
 */
export const formats = {
  'prompt-yml': promptYml,
  'prompt-md': promptMd,
  'instructions-md': instructionsMd,
  'agent-md': agentMd,
  skill,
  'agents-md': agentsMd,
  prompty,
  'dotprompt-net': dotPromptNet,
  dotprompt,
  promptl,
  'semantic-kernel': semanticKernel,
  promptfoo,
  langchain,
  rubric,
  text,
} as const satisfies Record<FormatName, PromptFormat>

/** The format of a file, from its path, or from its contents if the source is given. */
export const formatOf = (path: string, source?: string): PromptFormat | undefined =>
  source === undefined && !endsLikePrompt(path) ? undefined : inOrder.find(format => format.matches(path, source))

const inOrder: readonly PromptFormat[] = Object.values(formats)

/**
 * Reads a prompt file from its whole text, in which a byte order mark is kept as U+FEFF. Fails if nothing in it can be
 * optimized. Less serious problems are in `problems`; a `not-writable` there is placed on the line of its target.
 * `settings` is the text of the file beside it that `settingsPath` names; without it, the marks in the text decide.
 */
export function readPromptFile(path: string, source: string, settings?: string): Outcome<PromptFile> {
  // UTF-16 without a byte order mark decodes as UTF-8 in which every other character is NUL, which no text contains.
  if (source.includes('\0')) return failure({ code: 'not-utf8', place: { path } })
  const format = formatOf(path, source)
  return format === undefined
    ? failure({ code: 'not-a-prompt', place: { path } })
    : format.parse(path, source, settings)
}

/** The same from the disk, with the settings beside it. Fails as `Files.read` does, or with not-utf8. */
export async function readPrompt(path: string, files: Files): Promise<Outcome<PromptFile>> {
  const source = await readSourceText(path, files)
  if (!source.ok) return source
  const name = formatOf(path)?.settingsName(path)
  const settings = name === undefined ? undefined : await readSourceText(beside(path, name), files)
  return readPromptFile(path, source.value, settings?.ok ? settings.value : undefined)
}

const beside = (path: string, name: string): string => path.slice(0, path.lastIndexOf('/') + 1) + name

export function findTarget(file: PromptFile, targetId: string): Outcome<Target> {
  const target = file.targets.find(({ id }) => id === targetId)
  const known = file.targets.map(({ id }) => id)
  return target === undefined
    ? failure({ code: 'unknown-target', target: targetId, known, place: { path: file.path } })
    : success(target)
}

/** The text of a file, with its byte order mark. Fails as `Files.read` does, or with not-utf8. */
export async function readSourceText(path: string, files: Files, most?: number): Promise<Outcome<string>> {
  const bytes = await files.read(path, most, 'text')
  if (!bytes.ok) return bytes
  const source = decodeUtf8(bytes.value)
  return source === undefined ? failure({ code: 'not-utf8', place: { path } }) : success(source)
}
