import { dataFolders } from './promptPaths.ts'

/** The suffixes of a prompt in a text file, which no name marks as a prompt. */
export const textSuffixes = ['txt', 'md', 'j2', 'jinja', 'jinja2', 'njk', 'mustache', 'hbs', 'handlebars'] as const

/**
 * Where to look for files of each format, for the editor's search and watchers; `formatOf` then tells the formats
 * apart. The globs of all formats are joined between braces, so they must not contain braces themselves.
 */
export const promptGlobs = {
  'prompt-md': ['**/*.prompt.md', '**/.claude/commands/**/*.md'],
  'instructions-md': [
    ...['**/*.instructions.md', '**/copilot-instructions.md', '**/.claude/rules/*.md', '**/.windsurf/rules/*.md'],
    ...['**/*.mdc', '**/.clinerules/*.md', '**/.clinerules', '**/.cursorrules', '**/.windsurfrules'],
    '**/patterns/*/system.md',
  ],
  'agent-md': ['**/*.agent.md', '**/*.chatmode.md', '**/.github/agents/*.md', '**/.claude/agents/*.md'],
  skill: ['**/[Ss][Kk][Ii][Ll][Ll].[Mm][Dd]'],
  'agents-md': ['**/AGENTS.md', '**/CLAUDE.md', '**/GEMINI.md'],
  'prompt-yml': ['**/*.prompt.yml', '**/*.prompt.yaml'],
  prompty: ['**/*.prompty'],
  dotprompt: ['**/*.prompt'],
  /** Has the suffix of the one above. */
  'dotprompt-net': [],
  promptfoo: [
    ...['yaml', 'yml', 'json'].map(suffix => `**/promptfooconfig*.${suffix}`),
    ...['yaml', 'yml'].map(suffix => `**/*.promptfoo.${suffix}`),
  ],
  promptl: ['**/*.promptl'],
  langchain: ['json', 'yaml', 'yml'].flatMap(suffix => [
    ...dataFolders.map(folder => `**/${folder}/**/*.${suffix}`),
    ...[`**/*[Pp]rompt*.${suffix}`, `**/*[Cc]hain*.${suffix}`],
  ]),
  'semantic-kernel': ['**/skprompt.txt'],
  text: textSuffixes.map(suffix => `**/prompts/**/*.${suffix}`),
  /** The rubrics of eval sets are named, never looked for. */
  rubric: [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type FormatName = keyof typeof promptGlobs

/** What stands behind the last dot of the names that a format may have, in lower case. */
const endings: ReadonlySet<string> = new Set(
  Object.values(promptGlobs)
    .flat()
    .map(glob => glob.slice(glob.lastIndexOf('.') + 1).replace(/\[(.).\]/g, '$1'))
    .map(ending => ending.toLowerCase()),
)

/** Whether any prompt's name ends like this path: most files of a tree are told from prompts without another look. */
export const endsLikePrompt = (path: string): boolean =>
  endings.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase())

/**
 * File names that mark a prompt file in any folder, as the source of a regular expression. The `when` clauses of the
 * menus contain the same.
 */
export const promptNames = String.raw`\.prompt\.(md|ya?ml)$|\.(instructions|agent|chatmode)\.md$|^copilot-instructions\.md$|^(SKILL|Skill|skill)\.md$|^(AGENTS|CLAUDE|GEMINI)\.md$|\.(prompty|promptl|prompt)$|^promptfooconfig[^/]*\.(ya?ml|json)$|\.promptfoo\.ya?ml$|^skprompt\.txt$`

/**
 * The globs that a glob with braces stands for. The editor cannot nest braces, and a glob without any can be put into
 * another.
 */
export function withoutBraces(glob: string): readonly string[] {
  const braces = /\{([^{}]*)\}/.exec(glob)
  if (braces === null) return [glob]
  const [before, after] = [glob.slice(0, braces.index), glob.slice(braces.index + braces[0].length)]
  return (braces[1] ?? '').split(',').flatMap(choice => withoutBraces(before + choice + after))
}
