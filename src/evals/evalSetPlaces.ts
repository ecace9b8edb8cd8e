import type { SplitName } from './evalSet.ts'

// The names and folders of eval sets. Pairing, finding, watching, diagnostics and the scaffold all use these.

/** The extensions of files of cases, in the order in which they are looked for. */
export const evalSetExtensions = ['yaml', 'yml', 'json', 'jsonl', 'csv'] as const

export type EvalSetExtension = (typeof evalSetExtensions)[number]

/** What may follow the stem of a prompt file in the name of its eval set, the most common first. */
const suffixes = ['eval', 'evals', 'tests', 'test', 'cases', 'dataset', 'golden'] as const

/** Folders beside or above a prompt in which eval sets are kept under the prompt's stem. */
export const evalSetFolders = ['evals', 'eval', 'tests', 'datasets', '__evals__'] as const

/** Names of an eval set that do not say which prompt it is for: it belongs to the only prompt in its folder. */
const loneStems = ['evals', 'tests', 'cases', 'dataset', 'golden'] as const

/**
 * The possible names of the file of cases in a folder that is named after the prompt and lies in a folder of eval sets.
 */
export const namesUnderStem: readonly string[] = ['eval.yaml', 'evals.json', 'cases.jsonl', 'dataset.jsonl']

/** What files are called that hold queries, which say when a skill should be loaded; the usual name comes first. */
export const queryStems = ['eval_queries', 'trigger_eval', 'trigger_evals'] as const

/** The files in the `evals` folder of a skill: first cases of its body, then queries. */
export const skillSetNames: readonly string[] = ['evals', ...queryStems].map(stem => `${stem}.json`)

/** The names that Vally and Waza use for the eval file of a skill; Waza's own name comes first. */
export const skillSpecNames: readonly string[] = ['wazaEval.yaml', 'eval.yaml', 'eval.yml']

/** The names of the files in a folder of splits, the usual one first. */
export const splitFiles: readonly (readonly [SplitName, readonly string[]])[] = [
  ['train', ['train.jsonl']],
  ['validation', ['validation.jsonl', 'eval.jsonl', 'dev.jsonl']],
  ['test', ['test.jsonl']],
]

/** A file beside the splits: its cases are shown in the meta-prompt and belong to no split. */
export const exemplarFile = 'format.jsonl'

/** The endings that make a file a prompt, longest first; the rest of the name is its stem. */
const promptEndings =
  /(?:\.prompt\.(?:md|ya?ml)|\.(?:instructions|agent|chatmode)\.md|\.(?:prompty|promptl|prompt|txt|md|j2|jinja2?|njk|hbs|hbr|handlebars|mustache|liquid|ya?ml|json))$/i

/** The stem of a prompt file: its name without the ending. Its eval set has the same stem. */
export const promptStem = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(promptEndings, '')

/** The names that an eval set beside the prompt may have, in the order in which they are looked for. */
export const siblingNames = (stem: string): readonly string[] =>
  suffixes.flatMap(suffix => evalSetExtensions.map(extension => `${stem}.${suffix}.${extension}`))

/** The stem of the prompt beside which a file of this name is an eval set; undefined if it has no such name. */
export const stemOfSibling = (name: string): string | undefined => siblingEnding.exec(name)?.[1]

/** The folder of splits beside a prompt. */
export const splitFolderName = (stem: string): string => `${stem}.eval`

/** The names that a prompt's eval set may have in a folder of eval sets. */
export const namesInFolder = (stem: string): readonly string[] =>
  evalSetExtensions.map(extension => `${stem}.${extension}`)

export const loneNames: ReadonlySet<string> = new Set(loneStems.flatMap(namesInFolder))

const anyOf = (names: readonly string[]): string => names.join(',')
const either = (names: readonly string[]): string => `(?:${names.join('|')})`

const siblingEnding = new RegExp(String.raw`^(.*)\.${either(suffixes)}\.${either(evalSetExtensions)}$`, 's')

/**
 * Globs of the editor for watching and diagnosing: every file that pairing may choose, and every file in a folder of
 * splits that it may choose. There are no nested braces, because the editor does not match them.
 */
export const evalSetGlobs: readonly string[] = [
  ...suffixes.map(suffix => `**/*.${suffix}.{${anyOf(evalSetExtensions)}}`),
  `**/{${anyOf(evalSetFolders)}}/**/*.{${anyOf(evalSetExtensions)}}`,
  '**/*.eval/*.jsonl',
  `**/{${anyOf(loneStems)}}.{${anyOf(evalSetExtensions)}}`,
  `**/{${anyOf(skillSpecNames)}}`,
]

const evalSetPath = new RegExp(
  [
    String.raw`\.${either(suffixes)}\.${either(evalSetExtensions)}$`,
    String.raw`(?:^|/)${either(evalSetFolders)}/(?:.*/)?[^/]*\.${either(evalSetExtensions)}$`,
    String.raw`\.eval/[^/]+\.jsonl$`,
    String.raw`(?:^|/)${either(loneStems)}\.${either(evalSetExtensions)}$`,
    `(?:^|/)${either(skillSpecNames.map(name => name.replace('.', String.raw`\.`)))}$`,
  ].join('|'),
  'i',
)

/** Whether a path may be an eval set: matches the same paths as the globs. */
export const isEvalSetPath = (path: string): boolean => evalSetPath.test(path)

const ownName = new RegExp(
  String.raw`\.${either(suffixes)}(?:\.[^./]+$|/)|(?:^|/)${either([...evalSetFolders, 'test'])}/[^/]*$`,
)

/** Whether the name alone says that a file is an eval set of this project, even if no prompt belongs to it. */
export const isNamedEvalSet = (path: string): boolean => /\.eval\.(?:ya?ml|jsonl?|csv)$/i.test(path)

/**
 * Whether a file is an eval set by its name, whatever its extension, or lies directly in a folder of eval sets. Such a
 * file is no prompt.
 */
export const isAmongEvals = (path: string): boolean => ownName.test(path)

/** Whether a name in a prompt's folder is that of an eval set for this stem; names of folders end with `/`. */
export const isBesideStem = (stem: string, name: string): boolean =>
  name.startsWith(`${stem}.`) && (name === `${splitFolderName(stem)}/` || stemOfSibling(name) === stem)

/** Whether a name in a folder of eval sets is that of an eval set for this stem; names of folders end with `/`. */
export const isUnderStem = (stem: string, name: string): boolean =>
  name.startsWith(stem) && (name === `${stem}/` || namesInFolder(stem).includes(name))
